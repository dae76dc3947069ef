import { nameKey } from './names.ts'

/** 模板列 A column of the template. Order here is the order in the template and in exports. */
export type Column = {
  readonly field: Field
  readonly header: string
  /** Other headers people use for it. */
  readonly aliases: readonly string[]
  /** 批注 What to write, shown at the header and in the list of problems. */
  readonly hint: string
  readonly example: string
  /** Long digits: the template formats the column as text, and scientific notation means digits are lost. */
  readonly digits?: true
  readonly personal?: true
}

export type Field =
  | 'kind'
  | 'name'
  | 'creditCode'
  | 'residentId'
  | 'legalRepresentative'
  | 'phone'
  | 'registeredOn'
  | 'deregisteredOn'
  | 'place'
  | 'address'
  | 'lon'
  | 'lat'
  | 'ecommerce'
  | 'ecommerceSince'
  | 'mainProducts'

export const COLUMNS: readonly Column[] = [
  {
    field: 'kind',
    header: '主体类型',
    aliases: ['类型', '主体类别', '企业类型'],
    hint: '必填。企业、农民专业合作社、个体工商户、农户、村级服务站、其他组织',
    example: '个体工商户',
  },
  {
    field: 'name',
    header: '名称',
    aliases: ['主体名称', '企业名称', '单位名称', '商户名称', '姓名', '字号名称'],
    hint: '必填。营业执照上的全称；农户写姓名',
    example: '大宁县某某果业有限公司',
  },
  {
    field: 'creditCode',
    header: '统一社会信用代码',
    aliases: ['信用代码', '社会信用代码', '统一信用代码', '注册号/统一社会信用代码'],
    hint: '企业、合作社、个体工商户必填，18 位；农户不填',
    example: '91350100M000100Y43',
    digits: true,
  },
  {
    field: 'residentId',
    header: '身份证号',
    aliases: ['身份证', '身份证号码', '公民身份号码'],
    hint: '仅农户，可不填；加密保存。其他类型填了也不保存',
    example: '11010519491231002X',
    digits: true,
    personal: true,
  },
  {
    field: 'legalRepresentative',
    header: '法定代表人',
    aliases: ['法人', '法人代表', '负责人', '经营者', '法定代表人(负责人)', '法定代表人/负责人'],
    hint: '可不填；加密保存',
    example: '张某某',
    personal: true,
  },
  {
    field: 'phone',
    header: '手机号',
    aliases: ['手机', '手机号码', '联系电话', '电话', '联系方式'],
    hint: '可不填，11 位手机号；加密保存',
    example: '13800138000',
    digits: true,
    personal: true,
  },
  {
    field: 'registeredOn',
    header: '成立日期',
    aliases: ['注册日期', '登记日期', '注册时间', '成立时间', '核准日期'],
    hint: '企业、合作社、个体工商户必填，如 2023-05-18',
    example: '2023-05-18',
  },
  {
    field: 'deregisteredOn',
    header: '注销日期',
    aliases: ['注销时间', '吊销日期'],
    hint: '已注销的填写',
    example: '2025-01-31',
  },
  {
    field: 'place',
    header: '所在村（社区）',
    aliases: ['所在村', '村', '行政村', '村社区', '所属村', '村(居)', '区划代码'],
    hint: '村、社区或乡镇全名，前面写乡镇；也可填 12 位区划代码',
    example: '昕水镇罗曲村',
  },
  {
    field: 'address',
    header: '详细地址',
    aliases: ['地址', '住所', '经营场所', '注册地址', '经营地址'],
    hint: '可不填',
    example: '罗曲村 18 号',
  },
  { field: 'lon', header: '经度', aliases: ['东经'], hint: '可不填，如 110.7529', example: '110.752910' },
  { field: 'lat', header: '纬度', aliases: ['北纬'], hint: '可不填，如 36.4651', example: '36.465102' },
  {
    field: 'ecommerce',
    header: '是否开展电商',
    aliases: ['是否电商', '开展电商', '是否从事电商'],
    hint: '可不填；填“是”时必须填开展电商日期',
    example: '是',
  },
  {
    field: 'ecommerceSince',
    header: '开展电商日期',
    aliases: ['电商开始日期', '电商起始日期', '开展电商时间', '触网日期'],
    hint: '开展电商业务的填写；本文件即为证据',
    example: '2023-08-01',
  },
  {
    field: 'mainProducts',
    header: '主营产品',
    aliases: ['主营', '经营范围', '主要产品'],
    hint: '可不填，200 字以内',
    example: '宁脆苹果、苹果脆片',
  },
]

/** The column that is added at the end of a file that goes back; never read. */
export const REASON_HEADER = '错误原因'

const byHeader: ReadonlyMap<string, Column> = new Map(
  COLUMNS.flatMap((column) =>
    [column.header, ...column.aliases].map((header): [string, Column] => [nameKey(header), column]),
  ),
)

/** The column a header means; a `*` for "required", brackets and full-width forms do not matter. */
export const columnOf = (header: string): Column | undefined => byHeader.get(nameKey(header))

export const columnFor = (field: Field): Column => {
  const column = COLUMNS.find((c) => c.field === field)
  if (column === undefined) throw new RangeError(`no column for ${field}`)
  return column
}
