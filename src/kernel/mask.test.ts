import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskAddress, maskBankCard, maskName, maskPhone, maskResidentId } from './mask.ts'

describe('masks', () => {
  it('names', () => {
    expect(['张三', '张小三', '欧阳小三', '张', '', '𠮷田一'].map((name) => maskName(name))).toEqual([
      '张*',
      '张**',
      '欧***',
      '*',
      '',
      '𠮷**',
    ])
    expect(['张三', '张小三', '欧阳小三'].map((name) => maskName(name, 'ends'))).toEqual([
      '张*',
      '张*三',
      '欧**三',
    ])
  })
  it('phones', () => {
    expect(maskPhone('13800005678')).toBe('138******78')
    expect(maskPhone('+86 138 0000 5678')).toBe('138******78')
    expect(maskPhone('138****5678')).toBe('138******78')
    expect(maskPhone('0357-7021234')).toBe('035******34')
    expect(maskPhone('7021234')).toBe('*******')
  })
  it('resident IDs and bank cards', () => {
    expect(maskResidentId('149901194910011234')).toBe('1499**********1234')
    expect(maskResidentId('149901491001123')).toBe('***************')
    expect(maskBankCard('6222 0000 0000 0001 234')).toBe('***************1234')
    expect(maskBankCard('12345')).toBe('*****')
  })
  it.each([
    ['山西省临汾市大宁县昕水镇罗曲村3组12号', '山西省临汾市大宁县昕水镇罗曲村***'],
    ['山西省临汾市大宁县昕水镇罗曲村委会东20米', '山西省临汾市大宁县昕水镇罗曲村委会***'],
    ['山西省晋城市沁水县龙港镇柳庄社区5号楼2单元301室', '山西省晋城市沁水县龙港镇柳庄社区***'],
    ['沁水县中村镇上阁村', '沁水县中村镇上阁村'],
    ['昕水镇府西街12号李家村饭店', '***'],
    ['大宁县昕水镇府西街12号李家村饭店', '大宁县昕水镇***'],
    ['乡宁县昌宁镇迎旭街８号', '乡宁县昌宁镇***'],
    ['山西省晋城市沁水县幸福小区三单元', '山西省晋城市沁水县***'],
    ['晋城市城区凤台街', '晋城市城区***'],
    ['北京市', '北京市'],
    ['某某路12号', '***'],
    ['', ''],
  ])('addresses: %s', (address, shown) => expect(maskAddress(address)).toBe(shown))
})

describe('whatever stands in the field', () => {
  const digits = fc.stringMatching(/^\d{0,25}$/)
  const shownOf = (masked: string): number => masked.replace(/\*/g, '').length
  it('a name hides a character, a phone six of eleven, a card and an ID all but eight', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), digits, (name, number) => {
        // Two characters, each of at most two UTF-16 units.
        expect(shownOf(maskName(name, 'ends'))).toBeLessThanOrEqual(4)
        expect(name.trim() === '' || maskName(name, 'ends').includes('*')).toBe(true)
        expect(shownOf(maskPhone(number))).toBeLessThanOrEqual(5)
        expect(shownOf(maskResidentId(number))).toBeLessThanOrEqual(8)
        expect(shownOf(maskBankCard(number))).toBeLessThanOrEqual(4)
      }),
    )
  })
  it('an address shows no digit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'山西省大宁县昕水镇罗曲村社区街道路号楼市0123９') }),
        (address) => {
          expect(maskAddress(address)).not.toMatch(/[\d０-９]/)
        },
      ),
    )
  })
})
