import { ApartmentOutlined, AuditOutlined, TeamOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

/** The pages of the steering group. */
export const governanceScreens: readonly Screen[] = [
  {
    path: '/e/$etown/governance/tasks',
    title: { zh: '督查任务', en: 'Tasks' },
    group: 'plan',
    icon: AuditOutlined,
    may: 'governance.read',
    menu: true,
    next: { zh: '看交给各单位的任务和期限', en: 'See what each department has to do, and by when' },
    load: () => import('./TasksPage.tsx'),
  },
  {
    path: '/e/$etown/governance/tasks/$task',
    title: { zh: '任务', en: 'Task' },
    may: 'governance.read',
    load: () => import('./TaskPage.tsx'),
  },
  {
    path: '/e/$etown/governance/meetings',
    title: { zh: '领导小组会议', en: 'Meetings' },
    group: 'plan',
    icon: TeamOutlined,
    may: 'governance.read',
    menu: true,
    load: () => import('./MeetingsPage.tsx'),
  },
  {
    path: '/e/$etown/governance/meetings/new',
    title: { zh: '召集会议', en: 'Call a meeting' },
    may: 'governance.meet',
    load: () => import('./NewMeetingPage.tsx'),
  },
  {
    path: '/e/$etown/governance/meetings/$meeting',
    title: { zh: '会议', en: 'Meeting' },
    may: 'governance.read',
    load: () => import('./MeetingPage.tsx'),
  },
  {
    path: '/e/$etown/governance/organisation',
    title: { zh: '领导小组与职责', en: 'Steering group' },
    group: 'plan',
    icon: ApartmentOutlined,
    may: 'governance.read',
    menu: true,
    load: () => import('./OrganisationPage.tsx'),
  },
]
