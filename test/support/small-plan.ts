import { stringify } from 'yaml'
import { sha256Hex } from '../../src/kernel/sha256.ts'

type Changes = {
  readonly id?: string
  readonly county?: readonly [code: string, name: string, city: string, province: string]
  readonly version?: Readonly<Record<string, number | string>>
  /** Firms to be won, in digits. */
  readonly firms?: number
  readonly state?: Readonly<Record<string, string>>
}

const clause = (id: string, text: string, more = {}) => ({
  id,
  text,
  ...more,
  sha256: sha256Hex(text.replace(/\s+/g, '')),
})

/** A whole plan of a county that is in no code: one of everything, as few words as the checks allow. */
export function smallPlan({
  id = '510104-jincheng',
  county = ['510104', '锦江区', '成都市', '四川省'],
  version = { number: 1, adopted_on: '2024-01-05', in_force_from: '2024-01-10' },
  firms = 8,
  state = { state: 'proposed' },
}: Changes = {}): string {
  const [code, name, city, province] = county
  return stringify(
    {
      format: 'ezhen-plan/1',
      etown: {
        id,
        name: `${name}乡村e镇`,
        county: code,
        county_name: name,
        city_name: city,
        province_name: province,
        town: '锦城镇',
        boundary: { villages: ['甲村', '乙村'], clause: '一', quote: '甲村、乙村' },
      },
      version,
      document: {
        number: '锦府发〔2024〕2号',
        title: `${name}乡村e镇实施方案`,
        issuer: `${name}人民政府`,
        issued_on: version.adopted_on,
        approved_by: `${name}人民政府`,
        public: '公开',
        addressed_to: ['各镇人民政府'],
        based_on: [],
        clause: '通知',
        quote: '锦府发〔2024〕2号',
      },
      periods: [
        {
          code: 'built',
          name: '建设期',
          from: '2024-01-01',
          until: '2025-01-01',
          clause: '一',
          quote: '2024年建成',
        },
      ],
      stages: [
        {
          code: 'work',
          name: '实施阶段',
          from: '2024-01-01',
          until: '2024-12-01',
          tasks: ['建成'],
          clause: '一',
          quote: '2024年建成',
        },
      ],
      indicators: [],
      targets: [
        {
          code: 'new-ecommerce-firms',
          name: '新增电商企业',
          topic: '市场主体',
          indicator: 'new-ecommerce-firms',
          op: '≥',
          value: firms,
          unit: '家',
          per: 'period',
          period: 'built',
          facility: 'centre',
          clause: '一',
          quote: `新增电商企业${firms}家以上`,
          interpretations: ['at-least'],
        },
      ],
      funds: {
        sources: [
          {
            code: 'city',
            name: '市级资金',
            level: 'city',
            value: 200,
            unit: '万元',
            clause: '二',
            quote: '市级资金200万元',
          },
        ],
        categories: [
          {
            code: 'build',
            name: '建设',
            source: 'city',
            min: '40%',
            max: '100%',
            force: 'must',
            scope: ['建设'],
            clause: '二',
            quote: '建设不低于40%',
            also: [{ clause: '二', quote: '100%为限' }],
          },
        ],
        exclusions: [],
      },
      policies: [
        {
          code: 'publicity',
          name: '公示',
          kind: 'rule',
          parameters: [{ code: 'days', name: '公示期', op: '≥', value: 5, unit: '工作日' }],
          clause: '二',
          quote: '公示不少于5个工作日',
        },
      ],
      facilities: [{ code: 'centre', name: '服务中心', clause: '一', quote: '建服务中心' }],
      enumerations: [],
      organisation: [
        {
          code: 'bureau',
          name: '商务局',
          kind: 'department',
          duties: [{ clause: '二', quote: '商务局负责公示' }],
          clause: '二',
          quote: '商务局',
        },
      ],
      systems: [],
      interpretations: [
        {
          code: 'at-least',
          kind: 'ambiguity',
          issue: '“以上”是否含本数',
          places: [{ clause: '一', quote: `${firms}家以上` }],
          readings: [
            { code: 'inclusive', text: '含本数' },
            { code: 'exclusive', text: '不含本数' },
          ],
          adopted: 'inclusive',
          reason: '通常含本数。',
          ...state,
        },
      ],
      clauses: [
        clause('通知', '锦府发〔2024〕2号', { uncountable: '文号' }),
        clause('一', `在甲村、乙村，2024年建成。建服务中心，新增电商企业${firms}家以上。`),
        clause('二', '市级资金200万元，建设不低于40%，以100%为限。商务局负责公示，公示不少于5个工作日。'),
      ],
    },
    { lineWidth: 0 },
  )
}
