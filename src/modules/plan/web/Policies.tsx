import type { PolicyView } from '#contract/plan'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useWords } from '#web/ui/words.ts'
import { planWords } from './plan-words.ts'
import { exactText } from './requirement.ts'
import { Named, RestsOn, Standing, Words } from './Standing.tsx'

/** 政策 Each as its parameters, in its family (五免, 两补). */
export function Policies({ policies }: { readonly policies: readonly PolicyView[] }) {
  const w = useWords(planWords)
  const familyOf = ({ family, kind }: PolicyView): string => family ?? w.policyKinds[kind]
  const families = [...new Set(policies.map(familyOf))]
  return (
    <section aria-labelledby="policies">
      <h2 id="policies">
        {w.policies} <span className="unit">{policies.length}</span>
      </h2>
      {policies.length === 0 && <EmptyState title={w.none} next={w.noneNext} />}
      {families.map((family) => (
        <section key={family} aria-label={family}>
          <p className="family">{family}</p>
          <ul className="plan-cards">
            {policies
              .filter((policy) => familyOf(policy) === family)
              .map((policy) => (
                <li key={policy.code} className="plan-block">
                  <Policy policy={policy} />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function Policy({ policy }: { readonly policy: PolicyView }) {
  const w = useWords(planWords)
  const { kind, code, name, parameters, choices, conditions, unstated } = policy
  const open = w.policyKinds[kind]
  return (
    <>
      <Named kind="policy" code={code} name={name} />
      <p className="remark">{open}</p>
      {parameters.length > 0 && (
        <dl className="parameters">
          {parameters.map((parameter) => (
            <div key={parameter.code}>
              <dt>{parameter.name}</dt>
              <dd>
                {parameter.op} {exactText(parameter.value)}
                {parameter.unit === '%' ? '%' : ` ${parameter.unit}`}
                {parameter.force !== undefined && `（${w.forces[parameter.force]}）`}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {choices.length > 0 && (
        <dl className="parameters" aria-label={w.choices}>
          {choices.map((choice) => (
            <div key={choice.name}>
              <dt>{choice.name}</dt>
              <dd>
                {choice.reading}
                <RestsOn interpretations={[choice.interpretation]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Words title={w.conditions} words={conditions} />
      <Words title={w.unstated} words={unstated} />
      <Standing item={policy} />
    </>
  )
}
