import { ApartmentOutlined, BarcodeOutlined, FieldTimeOutlined, IdcardOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

export const lotScreens: readonly Screen[] = [
  {
    path: '/e/$etown/trace-seasons',
    title: { zh: '生产季', en: 'Seasons' },
    group: 'trace',
    icon: FieldTimeOutlined,
    may: 'trace.read',
    menu: true,
    next: { zh: '记用药、施肥和采收', en: 'Record inputs and harvests' },
    load: () => import('./SeasonsPage.tsx'),
  },
  {
    path: '/e/$etown/trace-seasons/$season',
    title: { zh: '生产季详情', en: 'Season' },
    may: 'trace.read',
    load: () => import('./SeasonPage.tsx'),
  },
  {
    path: '/e/$etown/trace-lots',
    title: { zh: '批次', en: 'Lots' },
    group: 'trace',
    icon: ApartmentOutlined,
    may: 'trace.read',
    menu: true,
    next: { zh: '看批次的来去，生成追溯码', en: 'See where lots went; make codes' },
    load: () => import('./LotsPage.tsx'),
  },
  {
    path: '/e/$etown/trace-lots/$lot',
    title: { zh: '批次详情', en: 'Lot' },
    may: 'trace.read',
    load: () => import('./LotPage.tsx'),
  },
  {
    path: '/e/$etown/trace-items',
    title: { zh: '追溯产品', en: 'Traced products' },
    group: 'trace',
    icon: BarcodeOutlined,
    may: 'trace.read',
    menu: true,
    load: () => import('./ItemsPage.tsx'),
  },
  {
    path: '/e/$etown/trace-subjects',
    title: { zh: '主体码', en: 'Subject codes' },
    group: 'trace',
    icon: IdcardOutlined,
    may: 'trace.read',
    menu: true,
    load: () => import('./SubjectsPage.tsx'),
  },
]
