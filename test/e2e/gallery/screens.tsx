import { BankOutlined, BarChartOutlined, CloudUploadOutlined, ShopOutlined } from '@ant-design/icons'
import type { Screen } from '../../../src/web/desk/screen.ts'

const say = (zh: string, en: string) => ({ zh, en })

/** Pages that show every piece of the kit, for eyes, axe and the keyboard. */
export const screens: readonly Screen[] = [
  {
    path: '/sign-in',
    open: true,
    title: say('登录', 'Sign in'),
    load: () => import('./SignIn.tsx'),
  },
  {
    path: '/e/$etown/board',
    title: say('目标看板', 'Targets'),
    group: 'plan',
    icon: BarChartOutlined,
    menu: true,
    next: say(
      '查看各项目标的完成情况，每个数字都能点到明细。',
      'See which targets are met; every figure opens.',
    ),
    load: () => import('./Board.tsx'),
  },
  {
    path: '/e/$etown/things',
    title: say('市场主体', 'Entities'),
    group: 'registers',
    icon: ShopOutlined,
    menu: true,
    may: 'gallery.see',
    next: say('登记新的经营主体，核对疑似重复的主体。', 'Register entities and settle likely duplicates.'),
    load: () => import('./Things.tsx'),
  },
  {
    path: '/e/$etown/things/new',
    title: say('登记主体', 'Register'),
    may: 'gallery.see',
    load: () => import('./NewThing.tsx'),
  },
  {
    path: '/e/$etown/files',
    title: say('导入订单', 'Import orders'),
    group: 'data',
    icon: CloudUploadOutlined,
    menu: true,
    may: 'gallery.see',
    next: say('上传各平台导出的订单文件，得到一张守恒回执。', 'Upload order files and get a receipt.'),
    load: () => import('./Files.tsx'),
  },
  {
    path: '/e/$etown/funds',
    title: say('资金', 'Funds'),
    group: 'data',
    icon: BankOutlined,
    menu: true,
    may: 'gallery.never',
    load: () => import('./Things.tsx'),
  },
]
