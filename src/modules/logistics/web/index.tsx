import { NodeIndexOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

/** The pages of the route engine. */
export const logisticsScreens: readonly Screen[] = [
  {
    path: '/e/$etown/route-trials',
    title: { zh: '线路试算', en: 'Route trials' },
    group: 'delivery',
    icon: NodeIndexOutlined,
    may: 'logistics.read-routes',
    menu: true,
    next: {
      zh: '上传当天的任务和车辆，算出最省的配送线路，车和班车一起排。',
      en: "Upload the day's tasks and vehicles and get the cheapest routes, vans and buses together.",
    },
    load: () => import('./TrialsPage.tsx'),
  },
  {
    path: '/e/$etown/route-trials/$trial',
    title: { zh: '线路试算结果', en: 'Route trial' },
    may: 'logistics.read-routes',
    load: () => import('./TrialPage.tsx'),
  },
]
