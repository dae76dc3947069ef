import {
  BlockOutlined,
  EnvironmentOutlined,
  ImportOutlined,
  RadiusSettingOutlined,
  ShopOutlined,
} from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

/** The pages of the register. */
export const partyScreens: readonly Screen[] = [
  {
    path: '/e/$etown/parties',
    title: { zh: '市场主体', en: 'Parties' },
    group: 'registers',
    icon: ShopOutlined,
    may: 'party.read',
    menu: true,
    next: { zh: '查看、登记和导出市场主体', en: 'See, register and export parties' },
    load: () => import('./PartiesPage.tsx'),
  },
  {
    path: '/e/$etown/parties/new',
    title: { zh: '登记主体', en: 'Register a party' },
    may: 'party.write',
    load: () => import('./NewPartyPage.tsx'),
  },
  {
    path: '/e/$etown/parties/$party',
    title: { zh: '主体详情', en: 'Party' },
    may: 'party.read',
    load: () => import('./PartyPage.tsx'),
  },
  {
    path: '/e/$etown/parties/$party/amend',
    title: { zh: '修改主体', en: 'Amend a party' },
    may: 'party.write',
    load: () => import('./AmendPartyPage.tsx'),
  },
  {
    path: '/e/$etown/party-map',
    title: { zh: '主体分布', en: 'Map of parties' },
    group: 'registers',
    icon: EnvironmentOutlined,
    may: 'party.read',
    menu: true,
    load: () => import('./MapPage.tsx'),
  },
  {
    path: '/e/$etown/party-duplicates',
    title: { zh: '疑似重复', en: 'Likely duplicates' },
    group: 'registers',
    icon: BlockOutlined,
    may: 'party.read',
    menu: true,
    next: { zh: '判断疑似重复的主体是不是同一家', en: 'Decide which pairs are one party' },
    load: () => import('./DuplicatesPage.tsx'),
  },
  {
    path: '/e/$etown/party-boundary',
    title: { zh: 'e镇范围', en: 'Boundary' },
    group: 'registers',
    icon: RadiusSettingOutlined,
    may: 'party.read',
    menu: true,
    load: () => import('./BoundaryPage.tsx'),
  },
  {
    path: '/e/$etown/party-imports',
    title: { zh: '导入主体名单', en: 'Import parties' },
    group: 'data',
    icon: ImportOutlined,
    may: 'party.import',
    menu: true,
    next: { zh: '上传主体名单，先试算、再提交', en: 'Upload a list: try it, then commit it' },
    load: () => import('./ImportsPage.tsx'),
  },
  {
    path: '/e/$etown/party-imports/$batch',
    title: { zh: '导入结果', en: 'Import' },
    may: 'party.import',
    load: () => import('./ImportPage.tsx'),
  },
]
