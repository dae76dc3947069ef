-- 0026 subsidy: notices and money are those of the rooms notice and fund; a counted order line carries one award; goods have a kind.
-- Lock cost: brief; subsidy.round and subsidy.application get columns without rewriting.

-- No release has had them.
-- squawk-ignore ban-drop-table
drop table subsidy.payment, subsidy.objection, subsidy.notice;

alter table subsidy.round add column category text;
alter table subsidy.round add constraint pool_has_category check (pool_fen = 0 or category is not null) not valid;
comment on column subsidy.round.category is '支出归入的支持方向, 方案中的代码; 免费服务为空';

alter table subsidy.application add column notice bigint;
alter table subsidy.application add column objection bigint;
alter table subsidy.application add constraint application_notice_fkey
  foreign key (etown, notice) references notice.notice (etown, id) not valid;
alter table subsidy.application add constraint application_objection_fkey
  foreign key (etown, objection) references notice.objection (etown, id) not valid;
alter table subsidy.application add constraint objected_has_objection
  check ((state = 'objected') = (objection is not null)) not valid;
comment on column subsidy.application.notice is '所在的公示';
comment on column subsidy.application.objection is '未了结的异议';
-- squawk-ignore require-concurrent-index-creation
create index application_notice on subsidy.application (etown, notice) where notice is not null;

create view market_pub.order_goods with (security_invoker = true) as
  select l.etown, l.shop, s.operator, l.day, l.platform, l.order_no, l.sub_no, l.product, l.waybill, l.mark,
         l.retail_fen, l.batch, b.sha256 as evidence
  from market.order_line l
  join market.shop s on s.etown = l.etown and s.id = l.shop
  join market.import_batch b on b.etown = l.etown and b.id = l.batch
  where l.excluded is null;
comment on view market_pub.order_goods is '计入网络零售额的订单行: 卖的什么商品, 有没有运单号和备注记号';
grant select on market_pub.order_goods to ezhen_app;

create table subsidy.goods (
  etown int not null references platform.etown (id),
  product text not null check (length(product) <= 1000),
  place int not null check (place >= 1),
  kind text not null check (length(kind) between 1 and 200),
  sorted_by text not null,
  sorted_at timestamptz not null,
  primary key (etown, product, place)
);
comment on table subsidy.goods is '商品归类: 订单里的一种商品归哪一类; 改归类另记一行, 以最后一行为准';
comment on column subsidy.goods.product is '订单文件里的商品名称, 原文';
comment on column subsidy.goods.kind is '类别, 方案的奖补办法里所写';

create view subsidy.goods_now with (security_invoker = true) as
  select distinct on (etown, product) etown, product, kind from subsidy.goods order by etown, product, place desc;
comment on view subsidy.goods_now is '商品现在归哪一类';
grant select on subsidy.goods_now to ezhen_app;

create table subsidy.used_line (
  etown int not null,
  application bigint not null,
  platform text not null,
  order_no text collate "C" not null,
  sub_no text collate "C" not null,
  exclusion text not null,
  held_at timestamptz not null,
  released_at timestamptz check (released_at >= held_at),
  primary key (etown, application, order_no, sub_no, platform, held_at),
  foreign key (etown, application) references subsidy.application (etown, id)
);
comment on table subsidy.used_line is '已用订单行: 一行计入的销售在同一不得重复享受的范围内只能得一次奖补';
create unique index used_line_once on subsidy.used_line (etown, exclusion, order_no, sub_no, platform) where released_at is null;

select platform.guard_tables('subsidy', only_appended => array['goods'], changing => array['used_line']);
grant select, insert on subsidy.used_line to ezhen_app;
grant update (released_at) on subsidy.used_line to ezhen_app;
create trigger never_removed before delete on subsidy.used_line for each row execute function platform.refuse_change();
