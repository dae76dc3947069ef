import { EXCLUSIONS, PLATFORMS, STAGES } from '#contract/market'
import { isDay } from '#kernel/day'
import { keysOf } from '#kernel/keys'
import { useFilter } from '#web/desk/place.ts'

const oneOf = <T extends string>(words: readonly T[], text: string): T | undefined =>
  words.find((word) => word === text)

/** An order number shorter than the server takes is left out, and the page says so. */
export const isOrderNo = (text: string): boolean => text.length >= 4 && text.length <= 40

/** The filter as the address holds it, and how to change a part of it. */
export function useOrderFilter() {
  const [orderNo, setOrderNo] = useFilter('orderNo')
  const [shop, setShop] = useFilter('shop')
  const [platform, setPlatform] = useFilter('platform')
  const [from, setFrom] = useFilter('from')
  const [until, setUntil] = useFilter('until')
  const [stage, setStage] = useFilter('stage')
  const [counted, setCounted] = useFilter('counted')
  const [excluded, setExcluded] = useFilter('excluded')
  const filter = {
    orderNo: isOrderNo(orderNo) ? orderNo : undefined,
    shop: /^[1-9]\d{0,17}$/.test(shop) ? shop : undefined,
    platform: oneOf(PLATFORMS, platform),
    from: isDay(from) ? from : undefined,
    until: isDay(until) ? until : undefined,
    stage: oneOf(STAGES, stage),
    counted: oneOf(['yes', 'no'], counted),
    excluded: oneOf(keysOf(EXCLUSIONS), excluded),
  }
  const set = { setOrderNo, setShop, setPlatform, setFrom, setUntil, setStage, setCounted, setExcluded }
  return { filter, typedNo: orderNo, ...set }
}

export type OrderFiltering = ReturnType<typeof useOrderFilter>
