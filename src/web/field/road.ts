import { useSyncExternalStore } from 'react'

/** 去处 Where in the app one is: behind the `#`, so that the phone's own back button works without a network. */
export type Road =
  | { readonly at: 'plots' | 'records' | 'me' }
  | { readonly at: 'tiles'; readonly of: 'season' | 'lot'; readonly id: string }
  | {
      readonly at: 'write'
      readonly of: 'season' | 'lot'
      readonly id: string
      readonly tile: string
      readonly page: number
    }
  | { readonly at: 'done'; readonly id: string }

export function roadOf(hash: string): Road {
  const [at = '', of, id = '', tile = '', page = '0'] = hash.replace(/^#\/?/, '').split('/')
  if (at === 'records' || at === 'me') return { at }
  if (at === 'done') return { at, id: of ?? '' }
  if (of !== 'season' && of !== 'lot') return { at: 'plots' }
  if (at === 'tiles') return { at, of, id }
  return at === 'write' ? { at, of, id, tile, page: Number(page) || 0 } : { at: 'plots' }
}

export const hashOf = (road: Road): string => {
  if (road.at === 'tiles') return `#/tiles/${road.of}/${road.id}`
  if (road.at === 'write') return `#/write/${road.of}/${road.id}/${road.tile}/${road.page}`
  return road.at === 'done' ? `#/done/${road.id}` : `#/${road.at}`
}

export function go(road: Road, instead = false): void {
  if (instead) location.replace(hashOf(road))
  else location.hash = hashOf(road)
}

const heed = (tell: () => void): (() => void) => {
  addEventListener('hashchange', tell)
  return () => removeEventListener('hashchange', tell)
}

export const useRoad = (): Road => roadOf(useSyncExternalStore(heed, () => location.hash))
