import { bringOrderFile, seeImportThrough } from '#market'
import { foldNext } from '#platform/work/consumers'
import { generateWorld } from '#world/generate'
import { growLogOnce } from '../../src/modules/attest/app/keep-log.ts'
import { statisticsRoom } from '../../src/modules/statistics/http.ts'
import { aParty, aShop } from './shops.ts'
import { statisticsTown, type Town } from './statistics-town.ts'

/** Both counties' plans as they are, with every order file of the first shop of each one's world, folded and in the log. */
export async function worldTown(clock: Date): Promise<Town> {
  const town = await statisticsTown()
  town.server.clock = clock
  const { towns } = generateWorld({ seed: 20231, scale: 1 })
  for (const [etown, slug] of [
    [1, town.slugs.daning],
    [2, town.slugs.longgang],
  ] as const) {
    const world = towns.find(({ code }) => code === slug)
    if (world === undefined) throw new Error(`the world has no ${slug}`)
    await bringShop(town, etown, world)
  }
  return town
}

type World = ReturnType<typeof generateWorld>['towns'][number]

async function bringShop({ owner, server: { house } }: Town, etown: number, world: World): Promise<void> {
  const [shop] = world.shops
  if (shop === undefined) throw new Error('the world has no shop')
  const { key, platform, name } = shop
  const id = await aShop(owner, etown, {
    platform,
    name,
    operator: await aParty(owner, etown, shop.operator.name),
  })
  for (const file of world.orderFiles.filter((one) => one.shop.key === key)) {
    const brought = await bringOrderFile(
      house,
      etown,
      id,
      { name: file.path, bytes: file.open().bytes },
      'test',
    )
    if (!brought.ok) throw new Error(brought.refused[0]?.zh)
    await seeImportThrough(house, etown, brought.value)
  }
  for (const consumer of statisticsRoom({ locked: [] }).consumers ?? [])
    while ((await foldNext(house, etown, consumer)) > 0);
  await growLogOnce(house, etown)
}
