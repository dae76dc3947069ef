import { BarcodeOutlined, ScanOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'

/** The pages of state assets. */
export const assetScreens: readonly Screen[] = [
  {
    path: '/e/$etown/assets',
    title: { zh: '国有资产', en: 'State assets' },
    group: 'money',
    icon: BarcodeOutlined,
    may: 'asset.read',
    menu: true,
    next: { zh: '登记资产，打印标签，借还和处置', en: 'Register, tag, lend and dispose of assets' },
    load: () => import('./AssetsPage.tsx'),
  },
  {
    path: '/e/$etown/assets/new',
    title: { zh: '登记资产', en: 'Register' },
    may: 'asset.register',
    load: () => import('./NewAssetPage.tsx'),
  },
  {
    path: '/e/$etown/assets/$asset',
    title: { zh: '资产', en: 'Asset' },
    may: 'asset.read',
    load: () => import('./AssetPage.tsx'),
  },
  {
    path: '/e/$etown/stock-takes',
    title: { zh: '资产盘点', en: 'Stock-takes' },
    group: 'money',
    icon: ScanOutlined,
    may: 'asset.read',
    menu: true,
    load: () => import('./TakesPage.tsx'),
  },
  {
    path: '/e/$etown/stock-takes/$take',
    title: { zh: '盘点', en: 'Stock-take' },
    may: 'asset.read',
    load: () => import('./TakePage.tsx'),
  },
]
