import type { RefusalCatalogue } from '../../../kernel/refusal.ts'

export const lotRefusals = {
  'trace.party_unknown': {
    status: 422,
    zh: '没有这个市场主体，或它不是您的主体；请重新选择。',
    en: 'No such party, or not yours. Choose again.',
  },
  'trace.site_unknown': {
    status: 422,
    zh: '没有这处场所，或它不属于这家主体；请先在主体页登记场所（基地）。',
    en: "No such site of this party. Register the site on the party's page first.",
  },
  'trace.item_unknown': {
    status: 422,
    zh: '没有这个追溯产品，或它不是您的产品；请先登记产品。',
    en: 'No such product, or not yours. Register the product first.',
  },
  'trace.season_unknown': {
    status: 404,
    zh: '没有这个生产季，或它不是您的；请从列表进入。',
    en: 'No such season, or not yours. Enter from the list.',
  },
  'trace.lot_unknown': {
    status: 404,
    zh: '没有这个批次，或它不是您的；请从列表进入。',
    en: 'No such lot, or not yours. Enter from the list.',
  },
  'trace.gtin_form': {
    status: 422,
    zh: '“{gtin}”不是商品条码：应为 8、12、13 或 14 位数字，且末位校验正确；请照包装上的条码填写。',
    en: '"{gtin}" is no GTIN: 8, 12, 13 or 14 digits with a right check digit. Copy it from the pack.',
  },
  'trace.gtin_restricted': {
    status: 422,
    zh: '“{gtin}”是店内码（限域号段），不是中国物品编码中心发的商品条码；没有商品条码请选“本e镇限域编码”。',
    en: '"{gtin}" is a restricted number, not issued by GS1. Without a GS1 number choose the e-town\'s own.',
  },
  'trace.gtin_known': {
    status: 409,
    zh: '条码 {gtin} 已登记给另一个追溯产品；一种规格一个条码，请核对。',
    en: 'The number {gtin} already belongs to another product: one size, one number.',
  },
  'trace.certificate_missing': {
    status: 422,
    zh: '自有商品条码要填厂商识别代码证书编号，用来核对条码是否为该企业所有。',
    en: "A firm's own number needs the number of its GS1 company prefix certificate.",
  },
  'trace.day_later': {
    status: 422,
    zh: '“{what}”在现在之后；只能记录已经发生的事，请核对时间。',
    en: '{what} lies in the future. Only what has happened can be recorded.',
  },
  'trace.fact_missing': {
    status: 422,
    zh: '请填写“{what}”，这是“{step}”必须记的一栏。',
    en: 'Fill in {what}: {step} needs it.',
  },
  'trace.fact_unknown': {
    status: 422,
    zh: '“{step}”没有“{what}”这一栏；请刷新页面后重填。',
    en: '{step} has no field {what}. Reload the page.',
  },
  'trace.fact_number': {
    status: 422,
    zh: '“{what}”要填数字，如 15 或 3.5。',
    en: '{what} is a number, e.g. 15 or 3.5.',
  },
  'trace.interval_missing': {
    status: 422,
    zh: '用农药或兽药必须填安全间隔期（休药期）的天数，标签上有；没有规定请填 0。',
    en: 'A pesticide or medicine needs its safety interval in days, from the label; 0 if none is set.',
  },
  'trace.step_elsewhere': {
    status: 422,
    zh: '“{step}”要记在{where}上；请从那里进入。',
    en: '{step} is recorded on a {where}. Enter from there.',
  },
  'trace.step_unknown': {
    status: 404,
    zh: '没有这条记录，或它不是您的。',
    en: 'No such record, or not yours.',
  },
  'trace.interval_open': {
    status: 422,
    zh: '{day}用过“{name}”，安全间隔期 {days} 天，{until}起才能采收；请改到那天以后采收。',
    en: '"{name}" was applied on {day} with an interval of {days} days: harvest from {until} on.',
  },
  'trace.before_season': {
    status: 422,
    zh: '时间早于生产季的开始日 {from}；请核对日期，或新开一个生产季。',
    en: 'Earlier than the start of the season, {from}. Check the date or open another season.',
  },
  'trace.lot_not_open': {
    status: 409,
    zh: '批次 {code} 已{state}，不能再转出、加工或赋码；请先联系监管人员。',
    en: 'Lot {code} is {state}: nothing can be moved or labelled. Ask the supervisors.',
  },
  'trace.more_than_left': {
    status: 409,
    zh: '批次 {code} 只剩 {left} {unit}，不够转出 {asked} {unit}；请核对数量。',
    en: 'Lot {code} has {left} {unit} left, less than {asked} {unit}.',
  },
  'trace.labels_beyond': {
    status: 409,
    zh: '批次 {code} 还剩 {left} {unit}，每枚 {pack} {unit}，最多再发 {most} 枚，不能发 {asked} 枚。',
    en: 'Lot {code} has {left} {unit} left at {pack} a label: {most} labels at most, not {asked}.',
  },
  'trace.unbalanced': {
    status: 422,
    zh: '{way}前后数量要相等：投入 {given} {unit}，产出 {made} {unit}；请核对，损耗另记。',
    en: 'In and out must be equal: {given} {unit} in, {made} {unit} out. Record losses apart.',
  },
  'trace.beyond_yield': {
    status: 422,
    zh: '投入 {given} {unit}、得率上限 {yield}，最多产出 {most}，不能是 {made}；请核对数量。',
    en: '{given} {unit} at a yield of at most {yield} give at most {most}, not {made}.',
  },
  'trace.yield_above_one': {
    status: 422,
    zh: '单位相同时得率不能超过 1：东西不会凭空变多。',
    en: 'With the same unit the yield cannot exceed 1.',
  },
  'trace.one_product': {
    status: 422,
    zh: '{way}不能换产品：投入和产出要是同一个追溯产品；换产品请选“加工”。',
    en: 'Only processing changes the product.',
  },
  'trace.inputs_of_one_unit': {
    status: 422,
    zh: '投入的批次单位不同，无法相加；请分开登记。',
    en: 'The inputs have different units. Record them apart.',
  },
  'trace.lot_counts': {
    status: 422,
    zh: '{way}需要{need}；请核对批次。',
    en: 'This needs: {need}.',
  },
  'trace.lot_code_known': {
    status: 409,
    zh: '这个产品已有批次号 {code}；请换一个，或留空由系统编。',
    en: 'The product already has a lot {code}. Choose another or leave it empty.',
  },
  'trace.run_unknown': {
    status: 404,
    zh: '没有这次赋码，或它不是您的。',
    en: 'No such label run, or not yours.',
  },
  'trace.run_not_ready': {
    status: 409,
    zh: '追溯码还在生成（{made}/{quantity}）；请等进度走完再下载。',
    en: 'Still being made: {made} of {quantity}. Wait for the end.',
  },
  'trace.lot_held': {
    status: 409,
    zh: '批次 {code} 因检测阳性被扣留，监管也不能直接解除；请等实验室确证结果录入后自动解除。',
    en: 'Lot {code} is held for a positive test; a laboratory result releases it.',
  },
  'trace.lot_recalled': {
    status: 409,
    zh: '批次 {code} 已召回，召回不能撤销；可继续登记巡查、抽样和问题。',
    en: 'Lot {code} is recalled for good; visits, samples and findings can still be added.',
  },
  'trace.not_a_photo': {
    status: 422,
    zh: '请选择照片（JPG、PNG 或 WebP）。',
    en: 'Choose a photo (JPG, PNG or WebP).',
  },
  'trace.paper_unknown': {
    status: 422,
    zh: '没有收到这份凭据；请重新上传后再登记。',
    en: 'That paper has not arrived. Upload it again, then record.',
  },
  'trace.finding_unknown': {
    status: 404,
    zh: '没有这条监管记录，或它没有附凭据；请回到批次页核对。',
    en: 'No such supervision, or no paper with it. Go back to the lot.',
  },
} as const satisfies RefusalCatalogue
