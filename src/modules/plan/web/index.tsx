import { BookOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

const part = (path: string, zh: string, en: string, load: Screen['load']): Screen => ({
  path: `/e/$etown/plan/${path}`,
  title: { zh, en },
  may: 'plan.read',
  load,
})

/** The pages of the plan: the document itself, and what became of its words. */
export const planScreens: readonly Screen[] = [
  {
    path: '/e/$etown/plan',
    title: { zh: '方案', en: 'Plan' },
    group: 'plan',
    icon: BookOutlined,
    may: 'plan.read',
    menu: true,
    next: {
      zh: '读方案原文，看每一句变成了哪个目标、资金或政策，确认解释口径。',
      en: 'Read the plan, see what each sentence became, confirm interpretations.',
    },
    load: () => import('./ClausesPage.tsx'),
  },
  part('targets', '方案目标', 'Targets of the plan', () => import('./TargetsPage.tsx')),
  part('funds', '资金与政策', 'Funds and policies', () => import('./FundsPage.tsx')),
  part('schedule', '进度与职责', 'Schedule and duties', () => import('./SchedulePage.tsx')),
  part('facilities', '设施与列举', 'Facilities and lists', () => import('./FacilitiesPage.tsx')),
  part('interpretations', '解释口径', 'Interpretations', () => import('./InterpretationsPage.tsx')),
  part('versions', '方案版本', 'Versions of the plan', () => import('./VersionsPage.tsx')),
]
