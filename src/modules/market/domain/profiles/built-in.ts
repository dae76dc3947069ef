import type { Platform } from '../platform.ts'
import type { Profile } from '../profile.ts'
import { douyin } from './douyin.ts'
import { jd } from './jd.ts'
import { pdd } from './pdd.ts'
import { taobao } from './taobao.ts'

/** The profile each platform's file is read by, unless the e-town made a mapping of its own. */
export const BUILT_IN: Readonly<Record<Platform, Profile>> = { taobao, jd, douyin, pdd }
