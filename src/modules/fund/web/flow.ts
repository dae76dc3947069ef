import type { SourceSums } from '#contract/fund'

/** 资金流 One band of the picture: how much went from one place to the next, in fen. */
export type Flow = { readonly from: string; readonly to: string; readonly fen: string }

type Names = Readonly<Record<'unallocated' | 'available' | 'reserved' | 'committed' | 'paid', string>>

/** From each source to its categories, and from there to where the money stands now. Nothing is drawn for nothing. */
export function flowsOf(sources: readonly SourceSums[], names: Names): readonly Flow[] {
  const flows = sources.flatMap((source) => [
    { from: source.name, to: names.unallocated, fen: source.unallocated },
    ...source.categories.flatMap((category) => {
      const name = category.code === 'whole' ? `${source.name}·${category.name}` : category.name
      return [
        { from: source.name, to: name, fen: category.allocated },
        ...(['available', 'reserved', 'committed', 'paid'] as const).map((account) => ({
          from: name,
          to: names[account],
          fen: category[account],
        })),
      ]
    }),
  ])
  return flows.filter(({ fen }) => fen !== '0')
}
