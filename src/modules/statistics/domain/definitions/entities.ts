import { day } from '#kernel/day'
import type { Definition } from '../definition.ts'

const REGULATION = '《市场主体登记管理条例》（国务院令第746号）第二条；方案的解释口径'
/** The regulation is in force since then; older registrations are counted by the same words. */
const FROM = day('2022-03-01')
const SCOPE =
  '登记（成立）日期在期间内、在规划范围内的企业、农民专业合作社、个体工商户；重复登记合并后只计一次；是否在范围内尚未确定的不计。'

export const newEntities: Definition = {
  code: 'new-entities',
  kind: 'distinct',
  unit: '个',
  method: { by: 'entities', count: 'new' },
  versions: [
    {
      version: 'new-entities@2022',
      from: FROM,
      zh: '新增市场主体',
      en: 'New market entities',
      text: `${SCOPE}农户、服务站、协会不是市场主体，不计。期内登记后又注销的仍是新增。`,
      source: REGULATION,
    },
  ],
}

export const newEcommerceEntities: Definition = {
  code: 'new-ecommerce-entities',
  kind: 'distinct',
  unit: '个',
  method: { by: 'entities', count: 'new-ecommerce' },
  versions: [
    {
      version: 'new-ecommerce-entities@2022',
      from: FROM,
      zh: '新增市场主体中开展电商业务的',
      en: 'New market entities doing e-commerce',
      text: `新增市场主体中，期末以前已开展电商业务、附有证据的。${SCOPE}`,
      source: REGULATION,
    },
  ],
}

export const newEntitiesEcommerceShare: Definition = {
  code: 'new-entities-ecommerce-share',
  kind: 'ratio',
  unit: '%',
  method: { by: 'share', part: 'new-ecommerce-entities', whole: 'new-entities' },
  versions: [
    {
      version: 'new-entities-ecommerce-share@2022',
      from: FROM,
      zh: '新增市场主体中电商占比',
      en: 'Share of e-commerce among new market entities',
      text: '新增市场主体中开展电商业务的 ÷ 新增市场主体。按未舍入的比例比较：11个里6个是54.5…%，不到60%。',
      source: REGULATION,
    },
  ],
}

export const newEcommerceFirms: Definition = {
  code: 'new-ecommerce-firms',
  kind: 'distinct',
  unit: '家',
  method: { by: 'entities', count: 'new-ecommerce-firm' },
  versions: [
    {
      version: 'new-ecommerce-firms@2022',
      from: FROM,
      zh: '新增电商企业',
      en: 'New e-commerce firms',
      text: '新增市场主体中的企业和农民专业合作社，期末以前已开展电商业务并附有证据的；个体工商户是个体网商，不计。',
      source: REGULATION,
    },
  ],
}

/** As `all-with-orders` reads 电商企业. Counted like 新增电商市场主体. */
export const newEcommerceFirmsAndTraders: Definition = {
  ...newEcommerceFirms,
  method: { by: 'entities', count: 'new-ecommerce' },
  versions: [
    {
      version: 'new-ecommerce-firms-and-traders@2022',
      from: FROM,
      zh: '新增电商企业（含个体工商户）',
      en: 'New e-commerce firms and sole traders',
      text: '新增市场主体中的企业、农民专业合作社和个体工商户，期末以前已开展电商业务并附有证据的；县里采用的解释口径把个体网商计为电商企业。',
      source: REGULATION,
    },
  ],
}
