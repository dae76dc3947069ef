-- 0051 statistics: 网货, counted out of the register of products. Lock cost: none.

-- Added to whatever branches the view has by now, so that no other room's branch is told twice.
do $$
begin
  execute format('create or replace view statistics.tally with (security_invoker = true) as %s union all %s',
    rtrim(pg_get_viewdef('statistics.tally'::regclass), '; '), $goods$
      select p.etown, c.measure, p.party::text, c.day, 1::bigint, lpad(p.product::text, 18, '0'), p.name, p.party::text,
        case c.measure when 'goods' then (select g.evidence from market_pub.order_goods g
          where g.etown = p.etown and g.operator = p.party and strpos(g.product, p.name) > 0 limit 1) end,
        null::timestamptz
      from party_pub.product p
      join party_pub.entity e on e.etown = p.etown and e.party = p.party and e.inside
      cross join lateral (values ('goods'::text, p.since), ('goods-ended', p.until)) as c (measure, day)
      where c.day is not null
    $goods$);
end $$;
