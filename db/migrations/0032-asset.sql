-- 0032 asset: 国有资产 ledger, what happened to each, stock-takes.
-- Lock cost: none, only new tables.

create schema asset;
comment on schema asset is '国有资产: 台账、资金来源份额、借出归还、合同到期移交、处置审批、盘点';

create table asset.asset (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  number text not null check (number ~ '^[A-Z0-9-]{3,40}$'),
  tag text not null check (tag ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  name text not null check (length(name) between 2 and 100),
  model text not null check (length(model) between 1 and 100),
  class text not null check (class in ('building', 'general', 'special', 'relic', 'books', 'furniture')),
  price bigint not null check (price > 0),
  bought_on date not null,
  ownership text not null check (ownership in ('state', 'shared')),
  owner text not null check (length(owner) between 2 and 100),
  custodian text not null check (length(custodian) between 2 and 100),
  place text not null check (length(place) between 2 and 200),
  contract text check (length(contract) between 2 and 100),
  use_until date,
  batch boolean not null default false,
  evidence text not null,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (etown, id),
  unique (etown, number),
  unique (etown, tag),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  check (use_until is null or contract is not null)
);
comment on table asset.asset is '资产卡片: 登记时的事实, 只增不改; 此后的变动另记';
comment on column asset.asset.class is '六大类: building 房屋及构筑物, general 通用设备, special 专用设备, relic 文物陈列品, books 图书档案, furniture 家具用具装具动植物';
comment on column asset.asset.price is '原值, 分';
comment on column asset.asset.ownership is 'state 国有, shared 共建共享';
comment on column asset.asset.use_until is '合同到期日 (含), 到期应归还';
comment on column asset.asset.batch is '单价不足起点的批量同类资产';

create table asset.share (
  etown int not null,
  asset bigint not null,
  source text not null check (length(source) between 1 and 80),
  amount bigint not null check (amount > 0),
  primary key (etown, asset, source),
  foreign key (etown, asset) references asset.asset (etown, id)
);
comment on table asset.share is '资金来源份额, 分: 各来源之和等于原值';

-- Looked at when the transaction commits: the shares of an asset are its price.
create function asset.shares_are_the_price() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(amount), 0) from asset.share where etown = new.etown and asset = new.id) <> new.price then
    raise exception '资金来源之和不等于原值' using errcode = 'check_violation', constraint = 'shares_are_the_price';
  end if;
  return null;
end $$;
create constraint trigger shares_are_the_price after insert on asset.asset
  deferrable initially deferred for each row execute function asset.shares_are_the_price();

create table asset.event (
  etown int not null,
  asset bigint not null,
  number int not null check (number >= 1),
  kind text not null check (kind in ('moved', 'lent', 'given-back', 'returned', 'disposal-asked', 'disposal-approved', 'disposal-refused', 'disposed')),
  text text not null check (length(text) between 2 and 1000),
  custodian text check (length(custodian) between 2 and 100),
  place text check (length(place) between 2 and 200),
  due_on date,
  way text check (way in ('scrap', 'sale', 'transfer', 'loss')),
  sha256 text,
  by text not null,
  at timestamptz not null,
  primary key (etown, asset, number),
  foreign key (etown, asset) references asset.asset (etown, id),
  foreign key (etown, sha256) references platform.evidence (etown, sha256),
  check ((kind = 'lent') = (due_on is not null)),
  check ((kind = 'disposal-asked') = (way is not null)),
  check ((kind in ('moved', 'lent', 'given-back', 'returned')) = (custodian is not null and place is not null)),
  check (kind not in ('returned', 'disposal-asked', 'disposed') or sha256 is not null)
);
comment on table asset.event is '资产变动: moved 调拨, lent 借出, given-back 归还, returned 合同到期交回, disposal-* 处置申请与审批, disposed 已处置; 只增不改';
comment on column asset.event.way is '处置方式: scrap 报废, sale 出售, transfer 划转, loss 报损';

-- 借出的先归还再处置; 处置先申请, 由另一人审批, 批准后才处置; 处置后什么也不再发生.
create function asset.event_follows() returns trigger language plpgsql as $$
declare
  last asset.event;
begin
  perform pg_advisory_xact_lock(hashtextextended('asset.event/' || new.etown || '/' || new.asset, 0));
  select * into last from asset.event where etown = new.etown and asset = new.asset order by number desc limit 1;
  if new.number <> coalesce(last.number, 0) + 1 then
    raise exception '资产变动的序号不连续' using errcode = 'check_violation', constraint = 'event_follows';
  end if;
  if not (case coalesce(last.kind, 'moved')
      when 'disposed' then false
      when 'lent' then new.kind = 'given-back'
      when 'disposal-asked' then new.kind in ('disposal-approved', 'disposal-refused')
      when 'disposal-approved' then new.kind = 'disposed'
      else new.kind in ('moved', 'lent', 'returned', 'disposal-asked')
    end) then
    raise exception '% 之后不能是 %', coalesce(last.kind, '登记'), new.kind
      using errcode = 'check_violation', constraint = 'event_follows';
  end if;
  if new.kind in ('disposal-approved', 'disposal-refused') and new."by" = last."by" then
    raise exception '申请处置的人不能审批' using errcode = 'check_violation', constraint = 'approved_by_another';
  end if;
  return new;
end $$;
create trigger event_follows before insert on asset.event
  for each row execute function asset.event_follows();

create table asset.take (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 2 and 100),
  opened_by text not null,
  opened_at timestamptz not null,
  closed_by text,
  closed_at timestamptz,
  primary key (etown, id),
  check ((closed_by is null) = (closed_at is null))
);
comment on table asset.take is '盘点: 一次只有一次在进行';
create unique index take_one_open on asset.take (etown) where closed_at is null;

create table asset.counted (
  etown int not null,
  take bigint not null,
  asset bigint not null,
  number int not null check (number >= 1),
  condition text not null check (condition in ('good', 'damaged', 'unusable')),
  place text not null check (length(place) between 2 and 200),
  photo text not null,
  by text not null,
  at timestamptz not null,
  primary key (etown, take, asset, number),
  foreign key (etown, take) references asset.take (etown, id),
  foreign key (etown, asset) references asset.asset (etown, id),
  foreign key (etown, photo) references platform.evidence (etown, sha256)
);
comment on table asset.counted is '盘到的资产: 现场照片、完好程度、所在; 重盘另记一行, 以最后一行为准';

create function asset.take_is_open() returns trigger language plpgsql as $$
begin
  perform 1 from asset.take where etown = new.etown and id = new.take and closed_at is null for share;
  if not found then
    raise exception '盘点已经结束' using errcode = 'check_violation', constraint = 'take_is_open';
  end if;
  return new;
end $$;
create trigger take_is_open before insert on asset.counted for each row execute function asset.take_is_open();

create function asset.closed_once() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null then
    raise exception '盘点已经结束' using errcode = 'check_violation', constraint = 'closed_once';
  end if;
  return new;
end $$;
create trigger closed_once before update on asset.take for each row execute function asset.closed_once();

select platform.guard_tables('asset', only_appended => array['asset', 'share', 'event', 'counted'], changing => array['take']);
grant select, insert on asset.take to ezhen_app;
grant update (closed_by, closed_at) on asset.take to ezhen_app;

-- How every asset stands: where, with whom, and what happened last.
create view asset.standing with (security_invoker = true) as
  select a.*, coalesce(m.custodian, a.custodian) as held_by, coalesce(m.place, a.place) as stands_at,
    l.kind as last_kind, l.number as last_number, l.by as last_by, l.due_on, l.way,
    coalesce(exists (select from asset.event r where r.etown = a.etown and r.asset = a.id and r.kind = 'returned'), false) as came_back
  from asset.asset a
  left join lateral (select * from asset.event e where e.etown = a.etown and e.asset = a.id order by number desc limit 1) l on true
  left join lateral (select * from asset.event e where e.etown = a.etown and e.asset = a.id and e.custodian is not null
    order by number desc limit 1) m on true;
comment on view asset.standing is '资产现状: 现在谁保管、在哪里、最近一次变动';
grant select on asset.standing to ezhen_app;
