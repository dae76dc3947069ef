import type { RefusalCatalogue } from '#kernel/refusal'

export const assetRefusals = {
  'asset.contract_unknown': {
    status: 422,
    zh: '没有这份已审定的合同。请从列表中选择；还没有的先在“项目”里登记、审定。',
    en: 'There is no such approved contract. Pick one of the list.',
  },
  'asset.use_without_contract': {
    status: 422,
    zh: '填了到期日就要选合同：到期交回按合同办。请选合同，或去掉到期日。',
    en: 'A day to give it back needs its contract.',
  },
  'asset.not_found': {
    status: 404,
    zh: '没有这件资产。请从资产台账中打开。',
    en: 'There is no such asset.',
  },
  'asset.number_taken': {
    status: 409,
    zh: '资产编号“{number}”已经有了。请核对，或换一个编号。',
    en: 'The number {number} is taken.',
  },
  'asset.shares_differ': {
    status: 422,
    zh: '各资金来源合计 {sum} 元，与原值 {price} 元不符。请改到相等。',
    en: 'The shares add up to {sum}, the price is {price}.',
  },
  'asset.source_twice': {
    status: 422,
    zh: '同一资金来源填了两次。请合并成一行。',
    en: 'One source stands there twice.',
  },
  'asset.below_threshold': {
    status: 422,
    zh: '单价不到固定资产起点 {floor} 元（{source}）。若是批量同类物资，请勾选“批量”；否则不必登记。',
    en: 'Below the threshold of {floor} yuan. Mark it as part of a batch, or leave it out.',
  },
  'asset.day_future': {
    status: 422,
    zh: '购置日期晚于今天（{today}）。请填写实际日期。',
    en: 'The day is later than today ({today}).',
  },
  'asset.evidence_unknown': {
    status: 422,
    zh: '找不到这份文件。请先上传原件，再提交。',
    en: 'The file is not known. Upload it first.',
  },
  'asset.event_order': {
    status: 409,
    zh: '这件资产现在是“{state}”，不能{wanted}。请刷新页面查看现状。',
    en: 'The asset is “{state}” now.',
  },
  'asset.same_person': {
    status: 409,
    zh: '处置由您申请，须由另一人审批。请由财政或领导小组办理。',
    en: 'You asked for the disposal: somebody else approves.',
  },
  'asset.due_past': {
    status: 422,
    zh: '归还期限早于今天（{today}）。请填写今天或以后的日期。',
    en: 'The day lies before today ({today}).',
  },
  'asset.no_contract': {
    status: 409,
    zh: '这件资产没有登记合同，不存在合同到期交回。请用调拨。',
    en: 'No contract is registered for this asset.',
  },
  'asset.take_open': {
    status: 409,
    zh: '已经有一次盘点在进行。请先结束它。',
    en: 'A stock-take is open already.',
  },
  'asset.take_not_found': {
    status: 404,
    zh: '没有这次盘点。请从盘点列表中打开。',
    en: 'There is no such stock-take.',
  },
  'asset.take_closed': {
    status: 409,
    zh: '现在没有进行中的盘点。请先开始一次盘点。',
    en: 'No stock-take is open.',
  },
} as const satisfies RefusalCatalogue
