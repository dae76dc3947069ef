import { AuditOutlined, GiftOutlined, NotificationOutlined, TagsOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

export const subsidyScreens: readonly Screen[] = [
  {
    path: '/e/$etown/subsidies',
    title: { zh: '奖补办事指南', en: 'Subsidies' },
    group: 'subsidy',
    icon: GiftOutlined,
    may: 'subsidy.read',
    menu: true,
    next: { zh: '看县里开放了哪些奖补，自测、申报', en: 'See what is open, check, apply' },
    load: () => import('./RoundsPage.tsx'),
  },
  {
    path: '/e/$etown/subsidies/$round',
    title: { zh: '办事指南', en: 'Guide' },
    may: 'subsidy.read',
    load: () => import('./RoundPage.tsx'),
  },
  {
    path: '/e/$etown/subsidies/$round/what-if',
    title: { zh: '试改参数', en: 'What if' },
    may: 'subsidy.review',
    load: () => import('./WhatIfPage.tsx'),
  },
  {
    path: '/e/$etown/subsidy-applications',
    title: { zh: '奖补申报', en: 'Applications' },
    group: 'subsidy',
    icon: AuditOutlined,
    may: 'subsidy.read',
    menu: true,
    load: () => import('./ApplicationsPage.tsx'),
  },
  {
    path: '/e/$etown/subsidy-applications/$application',
    title: { zh: '一份申报', en: 'Application' },
    may: 'subsidy.read',
    load: () => import('./ApplicationPage.tsx'),
  },
  {
    path: '/e/$etown/subsidy-applications/$application/facts/$place',
    title: { zh: '填写一项', en: 'One fact' },
    may: 'subsidy.apply',
    load: () => import('./FactPage.tsx'),
  },
  {
    path: '/e/$etown/subsidy-notices',
    title: { zh: '奖补公示', en: 'Public notices' },
    group: 'subsidy',
    icon: NotificationOutlined,
    may: 'subsidy.read',
    menu: true,
    load: () => import('./NoticesPage.tsx'),
  },
  {
    path: '/e/$etown/subsidy-goods',
    title: { zh: '商品归类', en: 'Goods' },
    group: 'subsidy',
    icon: TagsOutlined,
    may: 'subsidy.read',
    menu: true,
    load: () => import('./GoodsPage.tsx'),
  },
]
