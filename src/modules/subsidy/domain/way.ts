import { POOL_WAYS, type PoolWay } from '#contract/plan'

/** 分配办法 As a round keeps it; first come where it says nothing, as of a free service. */
export const wayIn = (said: string | null | undefined): PoolWay =>
  POOL_WAYS.find((way) => way === said) ?? '先到先得'
