import { AlertOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

export const recallScreens: readonly Screen[] = [
  {
    path: '/e/$etown/recalls',
    title: { zh: '召回与演练', en: 'Recalls and drills' },
    group: 'trace',
    icon: AlertOutlined,
    may: 'trace.recall',
    menu: true,
    next: {
      zh: '从批次查到每一件、每一单；做一次召回演练',
      en: 'From a lot to every item and order; hold a drill',
    },
    load: () => import('./RecallsPage.tsx'),
  },
  {
    path: '/e/$etown/recalls/$recall',
    title: { zh: '召回清单', en: 'Recall' },
    may: 'trace.recall',
    load: () => import('./RecallPage.tsx'),
  },
]
