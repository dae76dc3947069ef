/** How binding a demand is, in the plan's words. */
export const FORCE_WORDS = { must: '必须', 'in-principle': '原则上', expected: '预期' } as const
