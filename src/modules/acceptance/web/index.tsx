import { FileDoneOutlined, FolderOpenOutlined, PhoneOutlined, StarOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

/** The pages of acceptance. */
export const acceptanceScreens: readonly Screen[] = [
  {
    path: '/e/$etown/acceptance',
    title: { zh: '验收事项', en: 'Acceptance' },
    group: 'plan',
    icon: FileDoneOutlined,
    may: 'acceptance.read',
    menu: true,
    next: { zh: '看每一条要求的数字、证据和缺口', en: 'See figures, evidence and gaps of each demand' },
    load: () => import('./ItemsPage.tsx'),
  },
  {
    path: '/e/$etown/acceptance/item/$item',
    title: { zh: '验收事项', en: 'Item' },
    may: 'acceptance.read',
    load: () => import('./ItemPage.tsx'),
  },
  {
    path: '/e/$etown/acceptance/files',
    title: { zh: '验收档案', en: 'Acceptance files' },
    group: 'plan',
    icon: FolderOpenOutlined,
    may: 'acceptance.export',
    menu: true,
    load: () => import('./FilesPage.tsx'),
  },
  {
    path: '/e/$etown/acceptance/scoring',
    title: { zh: '第三方评分', en: 'Scoring' },
    group: 'plan',
    icon: StarOutlined,
    may: 'acceptance.read',
    menu: true,
    load: () => import('./ScoringPage.tsx'),
  },
  {
    path: '/e/$etown/acceptance/draws',
    title: { zh: '电话抽样核实', en: 'Sampling' },
    group: 'plan',
    icon: PhoneOutlined,
    may: 'acceptance.read',
    menu: true,
    load: () => import('./DrawsPage.tsx'),
  },
]
