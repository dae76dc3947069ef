/**
 * 立场 Which side of the money somebody stands on. One person stands on one side in an e-town: who decides does not pay,
 * who asks does not decide, who examines does nothing else (proposer ≠ approver ≠ payer).
 */
export type Side = 'government' | 'treasury' | 'market' | 'bank' | 'oversight' | 'above'

type RoleWords = { readonly zh: string; readonly en: string }
type TownRoleWords = RoleWords & { readonly side: Side }

/**
 * 岗位 What somebody may be in one e-town. The departments of the plans' duty lists each have a role, because each has
 * duties of its own; which bureau that is in this county stands in the membership's `department`.
 * @law 沁水县乡村e镇实施方案 九(一)–(三); 大宁县乡村e镇实施方案 二, 五, 六
 */
export const TOWN_ROLES = {
  leader: { zh: '领导小组成员', en: 'Steering group', side: 'government' },
  office: { zh: '领导小组办公室', en: 'Steering group office', side: 'government' },
  agriculture: { zh: '农业农村部门', en: 'Agriculture', side: 'government' },
  revitalization: { zh: '乡村振兴部门', en: 'Rural revitalization', side: 'government' },
  approval: { zh: '行政审批部门', en: 'Administrative approval', side: 'government' },
  investment: { zh: '投资促进部门', en: 'Investment promotion', side: 'government' },
  publicity: { zh: '宣传部门', en: 'Publicity', side: 'government' },
  township: { zh: '镇政府', en: 'Township government', side: 'government' },
  finance: { zh: '财政部门', en: 'Treasury', side: 'treasury' },
  operator: { zh: '运营公司', en: 'Operator', side: 'market' },
  'operator-finance': { zh: '运营公司财务', en: 'Operator accounts', side: 'market' },
  merchant: { zh: '市场主体', en: 'Market entity', side: 'market' },
  'station-keeper': { zh: '村级服务站站长', en: 'Village station keeper', side: 'market' },
  courier: { zh: '配送员', en: 'Courier', side: 'market' },
  lecturer: { zh: '培训讲师', en: 'Lecturer', side: 'market' },
  trainee: { zh: '学员', en: 'Trainee', side: 'market' },
  bank: { zh: '银行', en: 'Bank', side: 'bank' },
  reviewer: { zh: '第三方评审', en: 'Third-party reviewer', side: 'oversight' },
  auditor: { zh: '审计监督', en: 'Auditor', side: 'oversight' },
  // In an office of its own that receives what e-towns report, never in an e-town: it sees locked figures only.
  city: { zh: '市级主管部门', en: 'City authority', side: 'above' },
} as const satisfies Record<string, TownRoleWords>

/** 三员 The three administrators of the whole platform, on three accounts. They hold no role in any e-town. */
export const HOUSE_ROLES = {
  'system-admin': { zh: '系统管理员', en: 'System administrator' },
  'security-admin': { zh: '安全管理员', en: 'Security administrator' },
  'audit-admin': { zh: '审计管理员', en: 'Audit administrator' },
} as const satisfies Record<string, RoleWords>

/** 设备密钥的用途 What other systems and instruments may be. No person holds these. */
export const MACHINE_ROLES = {
  'epcis-client': { zh: '溯源数据接口', en: 'Traceability system (EPCIS)' },
  instrument: { zh: '检测仪器', en: 'Test instrument' },
  display: { zh: '大屏显示', en: 'Wall display' },
} as const satisfies Record<string, RoleWords>

export type TownRole = keyof typeof TOWN_ROLES
export type HouseRole = keyof typeof HOUSE_ROLES
export type MachineRole = keyof typeof MACHINE_ROLES
export type Role = TownRole | HouseRole | MachineRole

export const isTownRole = (text: string): text is TownRole => Object.hasOwn(TOWN_ROLES, text)
export const isHouseRole = (text: string): text is HouseRole => Object.hasOwn(HOUSE_ROLES, text)

export const isMachineRole = (text: string): text is MachineRole => Object.hasOwn(MACHINE_ROLES, text)

export const townRoles: readonly TownRole[] = Object.keys(TOWN_ROLES).filter(isTownRole)
export const houseRoles: readonly HouseRole[] = Object.keys(HOUSE_ROLES).filter(isHouseRole)
export const machineRoles: readonly MachineRole[] = Object.keys(MACHINE_ROLES).filter(isMachineRole)

/** 行级权限 Roles that see one party of the e-town, the one they act for, and nothing of the others. */
export const seesOwnParty = (role: string): boolean => role === 'merchant' || role === 'station-keeper'

/**
 * The one party that somebody with this membership may see; undefined: all. Who should have a party and has none, or an
 * unreadable one, sees nothing: no party has number 0.
 */
export function onlyOwnParty(
  held: { readonly roles: readonly string[]; readonly party: string | undefined } | undefined,
): bigint | undefined {
  if (held === undefined) return undefined
  const { roles, party } = held
  if (party === undefined) return roles.length > 0 && roles.every(seesOwnParty) ? 0n : undefined
  return /^\d{1,18}$/.test(party) ? BigInt(party) : 0n
}
