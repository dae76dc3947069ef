import { NotificationOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

/** The pages of public notices. */
export const noticeScreens: readonly Screen[] = [
  {
    path: '/e/$etown/notices',
    title: { zh: '公示', en: 'Notices' },
    group: 'money',
    icon: NotificationOutlined,
    may: 'notice.read',
    menu: true,
    next: { zh: '发布名单公示，答复异议', en: 'Publish lists, answer objections' },
    load: () => import('./NoticesPage.tsx'),
  },
  {
    path: '/e/$etown/notices/new',
    title: { zh: '发布公示', en: 'Publish' },
    may: 'notice.publish',
    load: () => import('./PublishPage.tsx'),
  },
  {
    path: '/e/$etown/notices/$notice',
    title: { zh: '公示详情', en: 'Notice' },
    may: 'notice.read',
    load: () => import('./NoticePage.tsx'),
  },
]
