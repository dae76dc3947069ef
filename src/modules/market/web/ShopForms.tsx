import { Button, Form, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import {
  amendShop,
  listShops,
  openShop,
  PLATFORM_NAMES,
  PLATFORMS,
  type Shop,
  type ShopForm,
} from '#contract/market'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm, type Labels } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { shopWords } from './market-words.ts'
import { OperatorField } from './OperatorField.tsx'

/** An emptied field is one that is not given. */
const given = (form: ShopForm): ShopForm => ({
  ...form,
  shopNo: form.shopNo?.trim() === '' ? undefined : form.shopNo,
})

const FIELDS = ['platform', 'name', 'shopNo', 'operator', 'openedOn', 'closedOn'] as const

function useLabels(at: '' | 'form.'): Labels {
  const w = useWords(shopWords)
  return Object.fromEntries(FIELDS.map((field) => [at + field, w[field]]))
}

/** `at`: where the fields stand in the request, for the server's refusals name them so. */
function Fields({ at, shop }: { readonly at: readonly string[]; readonly shop?: Shop }) {
  const w = useWords(shopWords)
  const say = useBoth()
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <>
      <Form.Item name={[...at, 'platform']} label={w.platform}>
        <Choice options={PLATFORMS.map((p) => ({ value: p, label: say(PLATFORM_NAMES[p]) }))} />
      </Form.Item>
      <Form.Item name={[...at, 'name']} label={w.name} rules={required(w.name)}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={[...at, 'shopNo']} label={w.shopNo} extra={w.shopNoHint}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name={[...at, 'operator']} label={w.operator} rules={required(w.operator)}>
        <OperatorField {...(shop && { now: { id: shop.operator, name: shop.operatorName } })} />
      </Form.Item>
      <Form.Item name={[...at, 'openedOn']} label={w.openedOn}>
        <DateField />
      </Form.Item>
      <Form.Item name={[...at, 'closedOn']} label={w.closedOn}>
        <DateField />
      </Form.Item>
    </>
  )
}

/** 登记网店 */
export function RegisterShop() {
  const w = useWords(shopWords)
  const { slug: etown } = useTown()
  // A form of its own for each shop: empty again once one is registered, kept when it is refused.
  const [made, setMade] = useState('')
  const act = useAct((form: ShopForm, { key }) => ask(openShop, { etown, body: given(form), key }), {
    changes: [listShops],
    done: ({ id }) => setMade(id),
  })
  return (
    <ActForm<ShopForm>
      key={made}
      name="shop"
      labels={useLabels('')}
      step={act.step}
      initial={{ platform: 'taobao' }}
      onSubmit={act.run}
    >
      {made !== '' && <p role="status">{w.registered(made)}</p>}
      <Fields at={[]} />
      <SubmitButton act={act}>{w.register}</SubmitButton>
    </ActForm>
  )
}

type Amending = { readonly reason: string; readonly form: ShopForm }

/** 修改网店 */
export function AmendShop({ shop, onClose }: { readonly shop: Shop; readonly onClose: () => void }) {
  const w = useWords(shopWords)
  const { slug: etown } = useTown()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const act = useAct(
    ({ reason, form }: Amending, { key }) =>
      ask(amendShop, {
        etown,
        params: { shop: shop.id },
        body: { version: shop.version, reason, form: given(form) },
        key,
      }),
    { changes: [listShops], done: onClose },
  )
  const { platform, name, shopNo, operator, openedOn, closedOn } = shop
  return (
    <section aria-labelledby="amending">
      <h2 id="amending" ref={heading} tabIndex={-1}>
        {w.amending(name)}
      </h2>
      <ActForm<Amending>
        name="amend"
        labels={{ ...useLabels('form.'), reason: w.reason }}
        step={act.step}
        initial={{ form: { platform, name, shopNo, operator, openedOn, closedOn } }}
        onSubmit={act.run}
      >
        <Fields at={['form']} shop={shop} />
        <Form.Item
          name="reason"
          label={w.reason}
          extra={w.reasonHint}
          rules={[{ required: true, message: w.fill(w.reason) }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <div className="page-actions">
          <SubmitButton act={act}>{w.save}</SubmitButton>
          <Button onClick={onClose}>{w.cancel}</Button>
        </div>
      </ActForm>
    </section>
  )
}
