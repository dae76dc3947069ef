import { CloudUploadOutlined, ProfileOutlined, ShoppingOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

/** The pages of the shops and their orders. */
export const marketScreens: readonly Screen[] = [
  {
    path: '/e/$etown/order-imports',
    title: { zh: '导入订单', en: 'Import orders' },
    group: 'data',
    icon: CloudUploadOutlined,
    may: 'market.read',
    menu: true,
    next: {
      zh: '上传平台导出的订单文件，逐行核对采纳、合并、退回。',
      en: "Upload the platforms' order files and check every row: accepted, merged, rejected.",
    },
    load: () => import('./OrderImportsPage.tsx'),
  },
  {
    path: '/e/$etown/order-imports/$batch',
    title: { zh: '订单导入回执', en: 'Order import' },
    may: 'market.read',
    load: () => import('./OrderImportPage.tsx'),
  },
  {
    path: '/e/$etown/orders',
    title: { zh: '平台订单', en: 'Orders' },
    group: 'data',
    icon: ProfileOutlined,
    may: 'market.read',
    menu: true,
    load: () => import('./OrdersPage.tsx'),
  },
  {
    path: '/e/$etown/orders/$platform/$orderNo',
    title: { zh: '订单', en: 'Order' },
    may: 'market.read',
    load: () => import('./OrderPage.tsx'),
  },
  {
    path: '/e/$etown/shops',
    title: { zh: '网店', en: 'Shops' },
    group: 'registers',
    icon: ShoppingOutlined,
    may: 'market.read',
    menu: true,
    load: () => import('./ShopsPage.tsx'),
  },
]
