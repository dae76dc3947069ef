import type { RefusalCatalogue } from '#kernel/refusal'

/** The whole file. */
export const fileRefusals = {
  'market.file_empty': {
    status: 422,
    zh: '文件是空的，没有可以读取的内容。请回到平台后台重新导出后再上传。',
    en: 'The file is empty. Export it again from the platform and upload it.',
  },
  'market.file_kind': {
    status: 415,
    zh: '这不是订单导出文件（看起来是 {kind}）。请上传平台导出的 .csv 或 .xlsx 原文件，不要先转成别的格式。',
    en: 'This is not an order export (it looks like {kind}). Upload the .csv or .xlsx as the platform exported it.',
  },
  'market.file_broken': {
    status: 422,
    zh: '文件不完整或已损坏，打不开（{detail}）。多半是下载没有完成：请重新导出并等下载结束后再上传。',
    en: 'The file is incomplete or damaged ({detail}). Export it again and wait for the download to end.',
  },
  'market.file_locked': {
    status: 422,
    zh: '文件设了打开密码，系统不会也不能猜密码。请在 Excel 或 WPS 里去掉密码后另存，再上传。',
    en: 'The file has a password. Remove it in Excel or WPS, save, and upload again.',
  },
  'market.file_too_large': {
    status: 413,
    zh: '文件展开后超过 {limit}，不再读取。请在平台后台把导出的时间段改短（例如按月），分几个文件上传；系统会自动合并。',
    en: 'The file is larger than {limit} once opened. Export shorter periods and upload several files; they are merged.',
  },
  'market.row_too_long': {
    status: 422,
    zh: '第 {row} 行长得不正常（超过 {limit} 个字符），多半是一个双引号没有成对。请重新导出，不要手工编辑后再上传。',
    en: 'Row {row} is longer than {limit} characters, most likely for an unclosed quote. Export the file again.',
  },
  'market.header_not_found': {
    status: 422,
    zh: '没有找到{platform}订单的表头：缺少「{missing}」。文件里的列是：{found}。如果平台改了列名，请在“列对应”里指明哪一列是哪一项，再重新导入。',
    en: 'No header of a {platform} order export: missing {missing}. The columns found are: {found}. If the platform renamed them, map them and import again.',
  },
  'market.platform_mismatch': {
    status: 422,
    zh: '选择的是{chosen}，但文件的表头是{found}的订单导出。请改选{found}后再导入。',
    en: 'You chose {chosen}, but the header is that of a {found} order export. Choose {found} and import again.',
  },
  'market.ids_rounded': {
    status: 422,
    zh: '{rows} 行里有 {rounded} 行的订单号末尾是成串的 0：文件被 Excel 打开另存过，订单号后几位已经丢失，无法找回。请从平台后台重新导出，不用 Excel 打开，直接上传。',
    en: 'In {rounded} of {rows} rows the order number ends in zeros: Excel saved the file and lost its last digits. Export again and upload without opening it in Excel.',
  },
  'market.mapping_personal': {
    status: 422,
    zh: '“{column}”是买家的个人信息，系统不读取也不保存，不能对应到“{field}”。请换一列。',
    en: '“{column}” is personal data of the buyer, which is never read; it cannot be mapped to “{field}”.',
  },
  'market.mapping_twice': {
    status: 422,
    zh: '“{column}”被同时对应到“{first}”和“{second}”。一列只能作一项，请改其中一处。',
    en: '“{column}” is mapped both to “{first}” and to “{second}”. Change one of them.',
  },
} as const satisfies RefusalCatalogue

/** One cell of one row: the rest of the file is read on. `{row}` counts as Excel does, the header is a row too. */
export const rowRefusals = {
  'market.row_width': {
    status: 422,
    zh: '第 {row} 行有 {example} 列，表头只有 {column} 列：多半是商品标题里的逗号没有加引号，这一行的列已经错位。请在平台重新导出，或在这一行的标题两边加上双引号。',
    en: 'Row {row} has {example} cells, the header {column}: most likely an unquoted comma shifted them. Export again or quote the title.',
  },
  'market.order_no_missing': {
    status: 422,
    zh: '第 {row} 行没有{column}。没有订单号就无法去重和核对，请补上平台原始的订单号。',
    en: 'Row {row} has no {column}. Without it the row can be neither matched nor checked.',
  },
  'market.id_mangled': {
    status: 422,
    zh: '第 {row} 行的{column}是“{example}”：Excel 把长数字变成了科学计数，后几位已经丢失。请从平台重新导出，不用 Excel 打开，直接上传。',
    en: 'Row {row}, {column} is “{example}”: Excel turned the long number into scientific notation and lost digits. Export again and upload unopened.',
  },
  'market.order_no_form': {
    status: 422,
    zh: '第 {row} 行的{column}“{example}”不是这个平台的订单号样式。请核对平台后台的订单号，或确认选对了平台。',
    en: 'Row {row}, {column} “{example}” does not look like an order number of this platform.',
  },
  'market.formula': {
    status: 422,
    zh: '第 {row} 行的{column}是公式“{example}”。系统不运行公式，也不猜它的结果：请在表格里把它粘贴为数值后再上传。',
    en: 'Row {row}, {column} is the formula “{example}”. Formulas are not run: paste it as a value.',
  },
  'market.status_unknown': {
    status: 422,
    zh: '第 {row} 行的{column}“{example}”还没有对应的含义。请在“列对应”里指明它算已付款、已发货、成功、关闭还是退款，再重新导入；不会重复计数。',
    en: 'Row {row}, {column} “{example}” is not known yet. Map it to a stage and import again; nothing is counted twice.',
  },
  'market.amount_missing': {
    status: 422,
    zh: '第 {row} 行是已成交的订单，但{column}是空的。请在平台核对金额后补上。',
    en: 'Row {row} is a sale, but its {column} is empty. Check the amount on the platform.',
  },
  'market.amount_negative': {
    status: 422,
    zh: '第 {row} 行的{column}是负数“{example}”。退款请写在退款列或售后状态里，金额列不能为负。',
    en: 'Row {row}, {column} is negative (“{example}”). Refunds belong in the refund column or the after-sale status.',
  },
  'market.amount_too_large': {
    status: 422,
    zh: '第 {row} 行的{column}“{example}”超过一亿元或写成了科学计数，不会是一笔零售订单。请核对后改正。',
    en: 'Row {row}, {column} “{example}” is above 100 million yuan or in scientific notation. Check it.',
  },
  'market.amount_unreadable': {
    status: 422,
    zh: '第 {row} 行的{column}“{example}”不是金额。请写成 12.34 这样的元，最多两位小数。',
    en: 'Row {row}, {column} “{example}” is not an amount. Write yuan as 12.34, two decimals at most.',
  },
  'market.time_unreadable': {
    status: 422,
    zh: '第 {row} 行的{column}“{example}”不是日期时间。请写成 2026-06-06 13:41:00。',
    en: 'Row {row}, {column} “{example}” is not a time. Write 2026-06-06 13:41:00.',
  },
  'market.day_missing': {
    status: 422,
    zh: '第 {row} 行没有付款时间，也没有下单时间，不知道应计入哪一天。请补上其中一个。',
    en: 'Row {row} has neither a time paid nor a time placed, so its day is unknown.',
  },
  'market.quantity_unreadable': {
    status: 422,
    zh: '第 {row} 行的{column}“{example}”不是件数。请写成整数，例如 2。',
    en: 'Row {row}, {column} “{example}” is not a quantity. Write a whole number.',
  },
} as const satisfies RefusalCatalogue

/** Shops. */
export const shopRefusals = {
  'market.shop_not_found': {
    status: 404,
    zh: '没有找到这家网店，或您的岗位看不到它。请从网店列表重新选择。',
    en: 'No such shop, or your role may not see it. Choose it from the list of shops.',
  },
  'market.shop_known': {
    status: 409,
    zh: '{platform}上已有名称或店铺编号相同的网店（第 {id} 号）。请直接使用它，或改用不同的名称。',
    en: 'A shop of this name or number on {platform} is registered already (no. {id}).',
  },
  'market.shop_changed': {
    status: 409,
    zh: '您打开之后，别人已经修改过这家网店。请刷新后再改，以免盖掉对方的修改。',
    en: 'Somebody changed this shop after you opened it. Reload and change it again.',
  },
  'market.operator_not_found': {
    status: 422,
    zh: '没有编号为 {operator} 的市场主体。请先登记经营主体，再登记它的网店。',
    en: 'There is no party {operator}. Register the party first, then its shop.',
  },
  'market.shop_dates': {
    status: 422,
    zh: '关店日期早于开店日期。请核对后改正。',
    en: 'The shop closed before it opened. Correct the dates.',
  },
  'market.shop_platform_fixed': {
    status: 409,
    zh: '这家网店已导入过{platform}的订单，平台不能再改。请另外登记一家网店。',
    en: 'Orders of {platform} were imported for this shop, so its platform is fixed. Register another shop.',
  },
} as const satisfies RefusalCatalogue

/** An import as such. */
export const importRefusals = {
  ...shopRefusals,
  'market.import_not_found': {
    status: 404,
    zh: '没有找到这次导入，或您的岗位看不到它。请从导入记录重新选择。',
    en: 'No such import, or your role may not see it. Choose it from the list of imports.',
  },
  'market.import_gave_up': {
    status: 503,
    zh: '试了 5 次都没有成功（{why}），没有留下任何数据。请稍后点“再次导入”；仍不行请找系统管理员。',
    en: 'Five tries failed ({why}); nothing of it stays. Import it again later, or ask the system administrator.',
  },
  'market.import_running': {
    status: 409,
    zh: '这个文件正在导入，不必再次提交。请等它结束。',
    en: 'This file is being imported. Wait until it has ended.',
  },
  'market.other_shop': {
    status: 409,
    zh: '文件里有 {lines} 个订单行早已作为网店“{shop}”的订单导入，同一订单不能算给两家店。请核对是不是选错了网店；整份文件未导入。',
    en: '{lines} order lines of this file were imported for the shop “{shop}” before; an order belongs to one shop. Nothing of the file was imported.',
  },
  'market.mapping_empty': {
    status: 422,
    zh: '还没有指明任何一列或状态。请至少选一项再保存。',
    en: 'No column and no status is mapped. Choose at least one.',
  },
} as const satisfies RefusalCatalogue

export const orderRefusals = {
  'market.order_not_found': {
    status: 404,
    zh: '没有找到这个订单，或您的岗位看不到它。请核对平台和订单号。',
    en: 'No such order, or your role may not see it. Check platform and number.',
  },
} as const satisfies RefusalCatalogue

export const marketRefusals = {
  ...fileRefusals,
  ...rowRefusals,
  ...importRefusals,
  ...orderRefusals,
} as const satisfies RefusalCatalogue

export type RowRefusalCode = keyof typeof rowRefusals
