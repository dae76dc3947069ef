/** 平台 The shop platforms whose order exports are read as they are. */
export const PLATFORMS = ['taobao', 'jd', 'douyin', 'pdd'] as const
export type Platform = (typeof PLATFORMS)[number]

export const PLATFORM_NAMES: Readonly<Record<Platform, { readonly zh: string; readonly en: string }>> = {
  taobao: { zh: '淘宝/天猫', en: 'Taobao/Tmall' },
  jd: { zh: '京东', en: 'JD' },
  douyin: { zh: '抖店', en: 'Douyin shop' },
  pdd: { zh: '拼多多', en: 'Pinduoduo' },
}
