import { ApiOutlined, AuditOutlined, IdcardOutlined, TeamOutlined } from '@ant-design/icons'
import type { Screen } from '#web/desk/screen.ts'
import './identity.css'

/** The pages of identity. */
export const identityScreens: readonly Screen[] = [
  {
    path: '/sign-in',
    open: true,
    title: { zh: '登录', en: 'Sign in' },
    load: () => import('./SignInPage.tsx'),
  },
  {
    path: '/set-up',
    open: true,
    title: { zh: '首次设置', en: 'First set-up' },
    load: () => import('./SetUpPage.tsx'),
  },
  {
    path: '/activate',
    open: true,
    title: { zh: '设置密码', en: 'Set a password' },
    load: () => import('./ActivatePage.tsx'),
  },
  {
    path: '/account',
    title: { zh: '我的账号', en: 'My account' },
    load: () => import('./AccountPage.tsx'),
  },
  {
    path: '/admin/accounts',
    title: { zh: '账号', en: 'Accounts' },
    group: 'house',
    icon: TeamOutlined,
    may: 'identity.read-accounts',
    menu: true,
    next: { zh: '开立、停用账号，任命三员', en: 'Make and disable accounts, appoint administrators' },
    load: () => import('./AccountsPage.tsx'),
  },
  {
    path: '/admin/accounts/new',
    title: { zh: '开立账号', en: 'New account' },
    may: 'identity.make-accounts',
    load: () => import('./NewAccountPage.tsx'),
  },
  {
    path: '/admin/audit',
    title: { zh: '平台审计', en: 'Platform audit' },
    group: 'house',
    icon: AuditOutlined,
    may: 'identity.read-audit',
    menu: true,
    next: { zh: '查看登录与授权，核验审计链', en: 'Read sign-ins and grants, verify the chain' },
    load: () => import('./AuditPage.tsx'),
  },
  {
    path: '/e/$etown/members',
    title: { zh: '岗位授权', en: 'Roles' },
    group: 'people',
    icon: IdcardOutlined,
    may: 'identity.grant-roles',
    menu: true,
    next: { zh: '授予和收回本e镇的岗位', en: 'Grant and end roles in this e-town' },
    load: () => import('./MembersPage.tsx'),
  },
  {
    path: '/e/$etown/machine-keys',
    title: { zh: '设备密钥', en: 'Machine keys' },
    group: 'people',
    icon: ApiOutlined,
    may: 'identity.grant-roles',
    menu: true,
    next: {
      zh: '给外部系统和检测仪器发放、吊销密钥',
      en: 'Issue and revoke keys of systems and instruments',
    },
    load: () => import('./MachineKeysPage.tsx'),
  },
  {
    path: '/e/$etown/audit',
    title: { zh: '本e镇审计', en: 'Audit' },
    group: 'people',
    icon: AuditOutlined,
    may: 'identity.read-audit',
    menu: true,
    next: { zh: '查看本e镇的操作记录，核验审计链', en: 'Read the acts of this e-town, verify the chain' },
    load: () => import('./AuditPage.tsx'),
  },
]
