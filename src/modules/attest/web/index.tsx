import { SafetyCertificateOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

export const attestScreens: readonly Screen[] = [
  {
    path: '/e/$etown/attest',
    title: { zh: '数据存证', en: 'Attestation' },
    group: 'data',
    icon: SafetyCertificateOutlined,
    may: 'attest.read',
    menu: true,
    next: {
      zh: '查一条记录有没有被改过，取它的证明。',
      en: 'See that a record has not been changed, and take its proof.',
    },
    load: () => import('./LogPage.tsx'),
  },
  {
    path: '/e/$etown/attest/witnesses',
    title: { zh: '见证方', en: 'Witnesses' },
    may: 'attest.read',
    load: () => import('./WitnessesPage.tsx'),
  },
  {
    path: '/e/$etown/attest/examinations',
    title: { zh: '全量核对', en: 'Examinations' },
    may: 'attest.read',
    load: () => import('./ExaminationsPage.tsx'),
  },
  {
    path: '/e/$etown/attest/records/$index',
    title: { zh: '存证记录', en: 'Record' },
    may: 'attest.read',
    load: () => import('./RecordPage.tsx'),
  },
]
