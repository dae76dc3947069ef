import {
  AccountBookOutlined,
  BankOutlined,
  ExperimentOutlined,
  FileDoneOutlined,
  PieChartOutlined,
} from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

/** The pages of the special fund. */
export const fundScreens: readonly Screen[] = [
  {
    path: '/e/$etown/fund',
    title: { zh: '专项资金', en: 'Special fund' },
    group: 'money',
    icon: PieChartOutlined,
    may: 'fund.read',
    menu: true,
    next: { zh: '看资金在哪里，核对占比，分配到类别', en: 'See where the money is, and its bands' },
    load: () => import('./FundPage.tsx'),
  },
  {
    path: '/e/$etown/fund/arrivals',
    title: { zh: '到账', en: 'Arrivals' },
    group: 'money',
    icon: BankOutlined,
    may: 'fund.read',
    menu: true,
    load: () => import('./ArrivalsPage.tsx'),
  },
  {
    path: '/e/$etown/fund/what-if',
    title: { zh: '预算试算', en: 'What if' },
    group: 'money',
    icon: ExperimentOutlined,
    may: 'fund.read',
    menu: true,
    load: () => import('./WhatIfPage.tsx'),
  },
  {
    path: '/e/$etown/fund/allotments',
    title: { zh: '资金安排', en: 'Allotments' },
    group: 'money',
    icon: FileDoneOutlined,
    may: 'fund.read',
    menu: true,
    next: { zh: '提出、审定、支付资金安排', en: 'Propose, approve and pay allotments' },
    load: () => import('./AllotmentsPage.tsx'),
  },
  {
    path: '/e/$etown/fund/allotments/new',
    title: { zh: '提出安排', en: 'Propose' },
    may: 'fund.propose',
    load: () => import('./ProposePage.tsx'),
  },
  {
    path: '/e/$etown/fund/allotments/$allotment',
    title: { zh: '安排详情', en: 'Allotment' },
    may: 'fund.read',
    load: () => import('./AllotmentPage.tsx'),
  },
  {
    path: '/e/$etown/fund/entries',
    title: { zh: '资金分录', en: 'Journal' },
    group: 'money',
    icon: AccountBookOutlined,
    may: 'fund.read',
    menu: true,
    load: () => import('./JournalPage.tsx'),
  },
]
