import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { type Desk, openDesk, press, sound, soundAtBothWidths } from '#test/clerk'
import { verify } from '../../src/cli/verify.ts'

const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })

/** A record on its way: into the log, found by a clerk, proven to somebody who asks nobody. */
let desk: Desk
const CONTENT = { lot: '龙港-2026-07', result: '合格' }
beforeAll(async () => {
  desk = await openDesk()
  const announced = JSON.stringify([
    { kind: 'demo.tested', subject: 'lot-7', payload: CONTENT },
    { kind: 'demo.tested', subject: 'lot-8', payload: { lot: '龙港-2026-08', result: '合格' } },
  ])
  await desk.owner.query("select set_config('app.etown', '1', false)")
  await desk.owner.query("select platform.seal('[]', $1)", [announced])
  // The worker hears of it by itself.
  while (!(await fetch(`${desk.address}/log/daning/checkpoint`)).ok) await pause(100)
}, 180_000)
afterAll(() => desk[Symbol.asyncDispose]())

const file = (name: string, content: string | Buffer): string => {
  const path = join(desk.dir, name)
  writeFileSync(path, content)
  return path
}

describe('数据存证', () => {
  test('a clerk finds a record and takes its proof; anybody verifies it offline', async () => {
    const page = await desk.open('/e/daning/attest')
    await page.getByLabel('业务编号').fill('lot-7')
    await page.getByLabel('业务编号').press('Enter')
    await page.getByRole('link', { name: '0', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: '第 0 号存证记录' }).waitFor()
    const saving = page.waitForEvent('download')
    await press(page, '下载证明')
    const proof = await (await saving).path()
    await soundAtBothWidths(page, 'attest-record')

    const verifier = await desk.open('/log/daning/verify', { cookie: '' })
    await verifier.context().setOffline(true)
    await verifier.getByLabel('证明文件或证据包（.tlog-proof、.zip）').setInputFiles(proof)
    await verifier
      .getByLabel('要核对的文件（可不选）')
      .setInputFiles(file('lot-7.json', JSON.stringify(CONTENT)))
    await press(verifier, '核验')
    await verifier.getByText('有效：记录在日志里，一字未改。您给的文件就是它所证明的那一份。').waitFor()
    await verifier
      .getByLabel('要核对的文件（可不选）')
      .setInputFiles(file('lie.json', JSON.stringify({ ...CONTENT, result: '不合格' })))
    await press(verifier, '核验')
    await verifier.getByText('记录有效，但您给的文件不是它所证明的那一份').waitFor()
    await sound(verifier)
    await press(verifier, 'English')
    await press(verifier, 'Verify')
    await verifier.getByText('your file is not the one it vouches for').waitFor()
  })

  test('the whole proof behind the # of an address verifies itself', async () => {
    const page = await desk.open('/e/daning/attest/records/1')
    const href = (await page.getByRole('link', { name: '打开核验页' }).getAttribute('href')) ?? ''
    const verifier = await desk.open(href, { cookie: '', width: 360 })
    await verifier.getByText('有效：记录在日志里，一字未改。').waitFor()
    await verifier.getByText('lot-8').waitFor()
    // On paper it is a QR code: what a camera reads from it is the same address.
    await page.getByRole('link', { name: '打印证明书' }).click()
    await page.getByRole('heading', { level: 1, name: '存证证明书' }).waitFor()
    await sound(page)
    const png = await page.getByRole('img', { name: '证明的二维码' }).screenshot({ scale: 'css' })
    const [code] = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] })
    expect(code?.text).toContain('/log/daning/verify#c2sp.org')
    const scanned = await desk.open(`/log/daning/verify#${code?.text.split('#')[1]}`, {
      cookie: '',
      width: 360,
    })
    await scanned.getByText('有效：记录在日志里，一字未改。').waitFor()
  })

  test('an evidence bundle is judged by the page and by the command line alike', async () => {
    const page = await desk.open('/e/daning/attest/records/0')
    await page.getByText('导出证据包', { exact: true }).first().click()
    await page.locator('#bundle_reason').fill('应审计组要求')
    const saving = page.waitForEvent('download')
    await press(page, '导出证据包')
    const zip = await (await saving).path()
    const keys = file('keys.txt', await (await fetch(`${desk.address}/log/daning/keys`)).text())
    const lines: string[] = []
    const say = (line: string) => void lines.push(line)
    expect(await verify([zip, '--keys', keys], say)).toBe(0)
    expect(lines.join('\n')).toMatch(/✓ demo\.tested lot-7[\s\S]*SM2 签名有效[\s\S]*结论：有效/)
    const changed = readFileSync(zip)
    changed.write('0', changed.indexOf('"合格"') - 1)
    expect(await verify([file('changed.zip', changed), '--keys', keys], say)).toBe(1)
    expect(await verify([zip, '--keys', keys, '--witnesses', '1'], say)).toBe(1)
    expect(lines.join('\n')).toContain('见证方没有签够')
    expect(await verify(['--nonsense'], say)).toBe(2)

    const verifier = await desk.open('/log/daning/verify', { cookie: '' })
    await verifier.getByLabel('证明文件或证据包（.tlog-proof、.zip）').setInputFiles(zip)
    await press(verifier, '核验')
    await verifier.getByText('证据包：1 条记录，0 处不符。').waitFor()
  })

  test('the public page, the desk’s pages and the verifier are sound', async () => {
    const open = await desk.open('/log/daning', { cookie: '' })
    await open.getByText('✓ 正常').waitFor()
    await soundAtBothWidths(open, 'log-public')
    const verifier = await desk.open('/log/daning/verify', { cookie: '' })
    await soundAtBothWidths(verifier, 'verifier')
    for (const path of ['attest', 'attest/witnesses', 'attest/examinations']) {
      await soundAtBothWidths(await desk.open(`/e/daning/${path}`), path.replace('/', '-'))
    }
  })

  test('an examination is asked for and its result listed', async () => {
    const page = await desk.open('/e/daning/attest/examinations')
    await press(page, '开始核对')
    await page.getByText('没有不符').waitFor()
    await sound(page)
  })
})
