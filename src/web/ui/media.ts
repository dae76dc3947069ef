import { useSyncExternalStore } from 'react'

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (tell) => {
      const media = matchMedia(query)
      media.addEventListener('change', tell)
      return () => media.removeEventListener('change', tell)
    },
    () => matchMedia(query).matches,
  )
}

/** A phone: lists become cards. */
export const useNarrow = (): boolean => useMedia('(max-width: 575px)')

/** No room for the menu beside the page. */
export const useCompact = (): boolean => useMedia('(max-width: 991px)')

export const useReducedMotion = (): boolean => useMedia('(prefers-reduced-motion: reduce)')
