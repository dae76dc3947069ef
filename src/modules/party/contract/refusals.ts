import type { RefusalCatalogue } from '../../../kernel/refusal.ts'

export const partyRefusals = {
  'party.name_form': {
    status: 422,
    zh: '名称应为 2 至 100 个字，不能只有数字或符号；请照营业执照或身份证填写全称。',
    en: 'The name has 2 to 100 characters and is not only digits or signs. Copy it from the licence or ID card.',
  },
  'party.code_missing': {
    status: 422,
    zh: '{kind}必须填统一社会信用代码；请照营业执照填写 18 位代码。',
    en: 'A credit code is required for: {kind}. Copy its 18 characters from the licence.',
  },
  'party.code_not_here': {
    status: 422,
    zh: '农户没有统一社会信用代码；如已办个体工商户执照，请把类型改为“个体工商户”，否则请清空代码。',
    en: 'Farmers have no credit code. If there is a licence, choose “sole trader”; otherwise clear the code.',
  },
  'party.code_kind': {
    status: 422,
    zh: '以 {prefix} 开头的信用代码属于{other}，与所选类型“{kind}”不符；请照营业执照核对类型和代码。',
    en: 'A credit code beginning with {prefix} is of another kind than {kind}. Compare both with the licence.',
  },
  'party.resident_id_not_here': {
    status: 422,
    zh: '身份证号只对农户登记；{kind}请不要填写，已有信用代码即可。',
    en: 'A resident ID is kept for farmers only; leave it empty for: {kind}.',
  },
  'party.born_later': {
    status: 422,
    zh: '身份证号中的出生日期在今天之后；请对照身份证核对第 7 至 14 位。',
    en: 'The birth date in the resident ID lies in the future. Check characters 7 to 14.',
  },
  'party.person_name_form': {
    status: 422,
    zh: '法定代表人（负责人）应为 2 至 30 个字的姓名；请照营业执照填写，不知道请留空。',
    en: 'The legal representative is a name of 2 to 30 characters. Leave it empty if unknown.',
  },
  'party.registered_missing': {
    status: 422,
    zh: '{kind}必须填成立日期，否则无法判断是否为新增市场主体；请照营业执照填写。',
    en: 'The date of registration is required for: {kind}. Copy it from the licence.',
  },
  'party.day_later': {
    status: 422,
    zh: '“{what}”在今天（{today}）之后；请核对日期。',
    en: '{what} lies after today ({today}). Check the date.',
  },
  'party.days_disordered': {
    status: 422,
    zh: '“{later}”早于“{earlier}”，次序不对；请核对这两个日期。',
    en: '{later} lies before {earlier}. Check both dates.',
  },
  'party.text_long': {
    status: 422,
    zh: '“{what}”超过 {limit} 个字；请缩短。',
    en: '{what} is longer than {limit} characters. Shorten it.',
  },
  'party.place_unknown': {
    status: 422,
    zh: '没有代码为“{code}”的村、社区或乡镇；请从列表中选择；列表里没有的村，请选乡镇后填村名。',
    en: 'No village or town has the code {code}. Choose from the list, or choose the town and type the village.',
  },
  'party.point_form': {
    status: 422,
    zh: '坐标不在中国范围内或只填了一半：经度应为 73 至 136，纬度应为 3 至 54；请核对是否填反，没有请都留空。',
    en: 'Longitude lies between 73 and 136, latitude between 3 and 54, and both are given or neither. Check their order.',
  },
  'party.inside_reason_missing': {
    status: 422,
    zh: '人工认定在不在范围内，要写明理由（至少 4 个字），以便日后核查。',
    en: 'Say why (at least 4 characters) when a person decides whether a party is inside.',
  },
  'party.known_already': {
    status: 409,
    zh: '这个主体已经登记过，是第 {id} 号；请打开它修改。若确是另一个同名的人，请补填身份证号或手机号以便区分。',
    en: 'Already registered as no. {id}: amend that one. If it is somebody else, add the ID or phone to tell them apart.',
  },
  'party.changed_meanwhile': {
    status: 409,
    zh: '您打开后别人改过这个主体（现为第 {version} 版）；请刷新看过最新内容再改。',
    en: 'Somebody changed this party meanwhile (now version {version}). Reload and look before you amend it.',
  },
  'party.nothing_changed': {
    status: 409,
    zh: '没有任何变化，无需保存；请修改后再提交。',
    en: 'Nothing has changed, so there is nothing to save.',
  },
  'party.merged_away': {
    status: 409,
    zh: '第 {id} 号已并入第 {into} 号，不能再改；请到第 {into} 号修改。',
    en: 'No. {id} was merged into no. {into}: amend that one.',
  },
  'party.not_found': {
    status: 404,
    zh: '没有第 {id} 号主体，或您无权查看；请从列表重新选择。',
    en: 'There is no party no. {id} that you may see.',
  },
  'party.no_ecommerce': {
    status: 409,
    zh: '这个主体没有标记开展电商，无需撤销。',
    en: 'This party is not marked as doing e-commerce.',
  },
  'party.pair_not_found': {
    status: 404,
    zh: '没有第 {a} 号与第 {b} 号的疑似重复记录；请刷新列表。',
    en: 'No proposal for parties {a} and {b}.',
  },
  'party.pair_kept': {
    status: 422,
    zh: '合并时要指明保留哪一个：第 {a} 号或第 {b} 号。',
    en: 'Say which one to keep: {a} or {b}.',
  },
  'party.pair_decided': {
    status: 409,
    zh: '这一对已有同样的结论，无需再次提交。',
    en: 'This pair was already decided that way.',
  },
  'party.pair_merged_elsewhere': {
    status: 409,
    zh: '其中一个已并入别的主体（第 {into} 号），不能在这里合并；请先处理那一次合并。',
    en: 'One of them was merged into no. {into}; deal with that merger first.',
  },
  'party.boundary_empty': {
    status: 422,
    zh: '范围不能为空：请选择村镇，或画出至少 3 个点的界线。',
    en: 'Choose places, or draw a line of at least 3 points.',
  },
  'party.site_not_found': {
    status: 404,
    zh: '没有第 {id} 号场所；请从列表重新选择。',
    en: 'There is no site no. {id}.',
  },
  'party.product_not_found': {
    status: 404,
    zh: '没有第 {id} 号网货；请从列表重新选择。',
    en: 'There is no product no. {id}.',
  },
  'party.product_known': {
    status: 409,
    zh: '该主体已有网货“{name}”，不必重复登记。',
    en: 'This party already has the product {name}.',
  },
  'party.ended_already': {
    status: 409,
    zh: '这一项已于 {day} 结束，不必再次结束。',
    en: 'This ended on {day} already.',
  },
  'party.evidence_not_found': {
    status: 404,
    zh: '这个主体没有这份证据文件；请从主体详情中打开。',
    en: 'This party has no such evidence file.',
  },
  'party.evidence_is_import': {
    status: 409,
    zh: '这份证据是第 {batch} 次导入的文件，里面有别人的个人信息；请由有导入权限的人在“导入记录”中打开。',
    en: 'This evidence is the file of import no. {batch}, which holds data of others: open it under imports.',
  },
} as const satisfies RefusalCatalogue

/** What a file, a row or a cell of an import is refused for. `{column}` is the header as people see it. */
export const importRefusals = {
  'party.import_not_found': {
    status: 404,
    zh: '没有第 {id} 号导入批次；请从导入记录中选择。',
    en: 'There is no import no. {id}.',
  },
  'party.import_gave_up': {
    status: 503,
    zh: '试了 5 次都没有成功（{why}），没有留下任何数据。请稍后重新上传；仍不行请找系统管理员。',
    en: 'Five tries failed ({why}); nothing of it stays. Upload it again later, or ask the system administrator.',
  },
  'party.import_not_yours': {
    status: 403,
    zh: '这份文件含完整个人信息，只有上传人本人，或有“查看完整个人信息”权限并通过二次验证的人可以下载；请找上传人处理。',
    en: 'The file is whole personal data: only who uploaded it, or who may see such data, can download it.',
  },
  'party.import_too_large': {
    status: 413,
    zh: '文件超过 {limit} MB；主体名单不会这么大，请确认选对了文件，或拆成几份。',
    en: 'The file exceeds {limit} MB. Check that it is the right one, or split it.',
  },
  'party.import_no_header': {
    status: 422,
    zh: '前 {rows} 行里没有找到表头（至少要有“主体类型”和“名称”两列）；请使用模板，或把表头改成模板中的名称。',
    en: 'No header row in the first {rows} rows. Use the template, or name the columns as in it.',
  },
  'party.import_column_twice': {
    status: 422,
    zh: '“{column}”有两列（第 {first} 列和第 {second} 列），不知道用哪一列；请删去一列。',
    en: 'There are two columns “{column}” ({first} and {second}). Delete one.',
  },
  'party.import_no_rows': {
    status: 422,
    zh: '表头下面没有数据；请填写后再上传。',
    en: 'There is no row below the header.',
  },
  'party.import_too_many_rows': {
    status: 413,
    zh: '数据超过 {limit} 行；请拆成几份上传。',
    en: 'More than {limit} rows. Split the file.',
  },
  'party.import_state': {
    status: 409,
    zh: '这一批次现在是“{state}”，不能提交；请刷新查看。',
    en: 'This import cannot be committed in its present state ({state}).',
  },
  'party.import_has_bad_rows': {
    status: 409,
    zh: '有 {bad} 行存在问题：请下载问题文件改正后重新上传，或选择“只导入没有问题的行”。',
    en: '{bad} rows have problems: correct them, or import the good rows only.',
  },
  'party.cell_missing': {
    status: 422,
    zh: '“{column}”不能为空；请补填。',
    en: '“{column}” is empty.',
  },
  'party.cell_mangled': {
    status: 422,
    zh: '“{column}”被表格软件改成了科学计数（如 1.40E+17），后几位已经丢失；请把该列设为“文本”后重新填写原号码。',
    en: 'A spreadsheet turned “{column}” into scientific notation and lost its last digits. Format the column as text and type it again.',
  },
  'party.cell_error': {
    status: 422,
    zh: '“{column}”是公式错误值（如 #N/A、#REF!）；请改成实际内容。',
    en: '“{column}” holds a formula error. Put the value itself.',
  },
  'party.cell_kind': {
    status: 422,
    zh: '“{column}”应为：企业、农民专业合作社、个体工商户、农户、村级服务站、其他组织；家庭农场请按执照类型填写，没有执照的填农户。',
    en: '“{column}” is one of the six kinds of the template.',
  },
  'party.cell_day': {
    status: 422,
    zh: '“{column}”不是有效日期；请写成 2026-11-22 或 2026年11月22日。',
    en: '“{column}” is not a day; write 2026-11-22.',
  },
  'party.cell_place_unknown': {
    status: 422,
    zh: '“{column}”在本县没有找到；请在村名前写上乡镇名（如“昕水镇东关村”），或填 12 位统计用区划代码。',
    en: '“{column}” is not a place of this county. Put the town before the village, or write the code.',
  },
  'party.cell_place_ambiguous': {
    status: 422,
    zh: '“{column}”在本县有 {count} 个同名的；请在前面写上乡镇名。',
    en: '{count} places of this county have the name in “{column}”. Put the town before it.',
  },
  'party.cell_yes_no': {
    status: 422,
    zh: '“{column}”应填“是”或“否”；请改正。',
    en: '“{column}” is 是 or 否.',
  },
  'party.ecommerce_mismatch': {
    status: 422,
    zh: '“是否开展电商”与“开展电商日期”对不上：填“是”要有日期，填“否”不要有日期；请改正其中一栏。',
    en: 'Doing e-commerce needs its first day, and not doing it has none. Correct one of the two.',
  },
  'party.row_repeats': {
    status: 422,
    zh: '与第 {row} 行是同一个主体；请删去一行。若确是两个人，请补填身份证号或手机号。',
    en: 'The same party as row {row}. Delete one; if they are two people, add ID or phone.',
  },
} as const satisfies RefusalCatalogue
