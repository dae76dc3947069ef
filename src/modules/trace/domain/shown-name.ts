import { maskName } from '../../../kernel/mask.ts'

/** Firms have longer names than people; a person's is masked. */
const LONGEST_PERSON = 5

/** 名称示人 A name somebody typed, as others may see it: whole only where it can be no person's. */
export const shownName = (name: string): string =>
  Array.from(name).length > LONGEST_PERSON &&
  /(公司|合作社|商行|超市|商店|店|市场|学校|食堂|厂|站|中心|集团)/.test(name)
    ? name
    : maskName(name)
