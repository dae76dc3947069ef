import { DownloadOutlined, SafetyOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

export const exportScreens: readonly Screen[] = [
  {
    path: '/e/$etown/exports',
    title: { zh: '我的导出', en: 'My exports' },
    group: 'data',
    icon: DownloadOutlined,
    may: 'export.read',
    menu: true,
    load: () => import('./ExportsPage.tsx'),
  },
  {
    path: '/e/$etown/held-exports',
    title: { zh: '待放行的导出', en: 'Exports to release' },
    group: 'data',
    icon: SafetyOutlined,
    may: 'export.release',
    menu: true,
    load: () => import('./HeldPage.tsx'),
  },
]
