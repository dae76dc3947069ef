import {
  DashboardOutlined,
  FileDoneOutlined,
  FundProjectionScreenOutlined,
  ReconciliationOutlined,
} from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

export const statisticsScreens: readonly Screen[] = [
  {
    path: '/e/$etown/board',
    title: { zh: '目标看板', en: 'Target board' },
    group: 'plan',
    icon: DashboardOutlined,
    may: 'statistics.read',
    menu: true,
    next: {
      zh: '看方案的每个目标达成了没有，把数字打开到明细行。',
      en: 'See which targets are met and open each figure to its rows.',
    },
    load: () => import('./BoardPage.tsx'),
  },
  {
    path: '/e/$etown/wall',
    title: { zh: '监测大屏', en: 'Wall screen' },
    group: 'plan',
    icon: FundProjectionScreenOutlined,
    may: 'statistics.watch',
    menu: true,
    bare: true,
    next: {
      zh: '把全镇的销售、包裹、资金、溯源和提醒放到一面屏上。',
      en: 'Put sales, parcels, funds, scans and alerts on one wall.',
    },
    load: () => import('./wall/WallPage.tsx'),
  },
  {
    path: '/e/$etown/figures/$indicator',
    title: { zh: '数字', en: 'Figure' },
    may: 'statistics.read',
    load: () => import('./FigurePage.tsx'),
  },
  {
    path: '/e/$etown/figures/$indicator/rows',
    title: { zh: '明细行', en: 'Rows' },
    may: 'statistics.read-rows',
    load: () => import('./RowsPage.tsx'),
  },
  {
    path: '/e/$etown/entered',
    title: { zh: '录入数', en: 'Entered figures' },
    group: 'data',
    icon: FileDoneOutlined,
    may: 'statistics.read',
    menu: true,
    load: () => import('./EnteredPage.tsx'),
  },
  {
    path: '/e/$etown/entered/new',
    title: { zh: '录入数值', en: 'Enter a figure' },
    may: 'statistics.enter',
    load: () => import('./EnterPage.tsx'),
  },
  {
    path: '/e/$etown/recounts',
    title: { zh: '重算核对', en: 'Recounts' },
    group: 'data',
    icon: ReconciliationOutlined,
    may: 'statistics.recount',
    menu: true,
    load: () => import('./RecountsPage.tsx'),
  },
]
