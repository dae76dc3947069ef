import { Form, Input } from 'antd'
import {
  addProduct,
  closeSite,
  getParty,
  type PartyDetail,
  SITE_KINDS,
  withdrawProduct,
} from '#contract/party'
import type { Day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { dayText } from '#web/ui/DayText.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { detailWords } from './detail-words.ts'
import { EndForm } from './EndForm.tsx'
import { SiteForm } from './SiteForm.tsx'

type Values = { readonly name: string; readonly category: string; readonly since: Day }

function ProductForm({ party }: { readonly party: PartyDetail }) {
  const w = useWords(detailWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: Values, { key }) => ask(addProduct, { etown, params: { party: party.id }, body, key }),
    { changes: [getParty] },
  )
  const required = (label: string) => [{ required: true, message: w.fill(label) }]
  return (
    <ActForm<Values>
      name="product"
      labels={{ name: w.productName, category: w.category, since: w.productSince }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item name="name" label={w.productName} rules={required(w.productName)}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="category" label={w.category} rules={required(w.category)}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="since" label={w.productSince} rules={required(w.productSince)}>
        <DateField />
      </Form.Item>
      <SubmitButton act={act}>{w.addProduct}</SubmitButton>
    </ActForm>
  )
}

/** 网货与场所 What a party sells online, and where it works. */
export function Belongings({ party }: { readonly party: PartyDetail }) {
  const w = useWords(detailWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug: etown, may } = useTown()
  const mayWrite = may.includes('party.write') && party.mergedInto === undefined
  return (
    <>
      <section aria-labelledby="products">
        <h2 id="products">{w.products}</h2>
        {party.products.length === 0 ? (
          <p>{w.noProducts}</p>
        ) : (
          <ul>
            {party.products.map(({ id, name, category, since, until }) => (
              <li key={id}>
                {[name, category, dayText(since, language)].join(' · ')}
                {until !== undefined && ` · ${w.withdrawn(dayText(until, language))}`}
                {mayWrite && until === undefined && (
                  <EndForm
                    name={`withdraw-${id}`}
                    label={w.withdraw}
                    what={name}
                    send={(body, key) => ask(withdrawProduct, { etown, params: { product: id }, body, key })}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        {mayWrite && (
          <Unfold label={w.addProduct}>
            <ProductForm party={party} />
          </Unfold>
        )}
      </section>
      <section aria-labelledby="sites">
        <h2 id="sites">{w.sites}</h2>
        {party.sites.length === 0 ? (
          <p>{w.noSites}</p>
        ) : (
          <ul>
            {party.sites.map(({ id, kind, name, place, openedOn, closedOn }) => (
              <li key={id}>
                {[say(SITE_KINDS[kind]), name, place, dayText(openedOn, language)]
                  .filter((part) => part !== undefined)
                  .join(' · ')}
                {closedOn !== undefined && ` · ${w.closed(dayText(closedOn, language))}`}
                {mayWrite && closedOn === undefined && (
                  <EndForm
                    name={`close-${id}`}
                    label={w.close}
                    what={name}
                    send={(body, key) => ask(closeSite, { etown, params: { site: id }, body, key })}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        {mayWrite && (
          <Unfold label={w.addSite}>
            <SiteForm party={party} />
          </Unfold>
        )}
      </section>
    </>
  )
}
