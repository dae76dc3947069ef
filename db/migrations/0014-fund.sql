-- 0014 fund: pools and holds, the reservation every room may use, and on them the journal of the special fund.
-- Lock cost: none, the tables are new.

create table platform.pool (
  etown int not null references platform.etown (id),
  name text not null check (name ~ '^[a-z-]+(/[a-z0-9-]+)+$'),
  free bigint not null check (free >= 0),
  primary key (etown, name)
);
comment on table platform.pool is '池: 一笔可预留的数量 (钱以分计, 货以件计, 席位、标签配额同理); 未被占用的部分永不为负';

create table platform.hold (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  until timestamptz,
  made_at timestamptz not null,
  primary key (etown, id)
);
comment on table platform.hold is '预留: 从一个或几个池一并占下, 要么全有要么全无';
comment on column platform.hold.until is '到期自动退回的时刻; 空为长期占用';
create index hold_lapsing on platform.hold (etown, until) where until is not null;

create table platform.hold_part (
  etown int not null,
  hold bigint not null,
  pool text not null,
  amount bigint not null check (amount >= 0),
  primary key (etown, hold, pool),
  foreign key (etown, hold) references platform.hold (etown, id),
  foreign key (etown, pool) references platform.pool (etown, name)
);
comment on table platform.hold_part is '预留的各部分: 仍占着的数量';

select platform.guard_tables('platform', changing => array['pool', 'hold', 'hold_part']);
grant select, insert on platform.pool, platform.hold, platform.hold_part to ezhen_app;
grant update (free) on platform.pool to ezhen_app;
grant update (until) on platform.hold to ezhen_app;
grant update (amount) on platform.hold_part to ezhen_app;

create schema fund;
comment on schema fund is '专项资金: 来源、类别、支出事项、安排、支付, 以复式分录记账';

create table fund.entry (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  kind text not null check (kind in ('appropriation', 'allocation', 'reservation', 'commitment', 'payment', 'release', 'recovery')),
  day date not null,
  at timestamptz not null,
  by text not null,
  reason text check (length(reason) between 2 and 500),
  evidence text,
  primary key (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  constraint has_evidence check (kind not in ('appropriation', 'payment', 'recovery') or evidence is not null),
  constraint has_reason check (kind not in ('release', 'recovery') or reason is not null)
);
comment on table fund.entry is '分录: appropriation 到账, allocation 分配到类别, reservation 预留, commitment 占用, payment 支付, release 释放, recovery 追回';

create table fund.tranche (
  etown int not null,
  id bigint generated always as identity,
  source text not null,
  document text not null check (length(document) between 2 and 100),
  amount bigint not null check (amount > 0),
  arrived_on date not null,
  entry bigint not null,
  primary key (etown, id),
  unique (etown, source, document),
  unique (etown, entry),
  foreign key (etown, entry) references fund.entry (etown, id)
);
comment on table fund.tranche is '到账: 某一来源的一批资金, 以下达文号区分; 同一文号只登记一次';
comment on column fund.tranche.source is '资金来源, 方案中的代码';

create table fund.expense (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  project text not null check (length(project) between 2 and 100),
  name text not null check (length(name) between 2 and 100),
  category text not null,
  origin text check (origin ~ '^[a-z]+\.[a-z-]+/[0-9]{1,18}$'),
  primary key (etown, id),
  unique (etown, id, category),
  unique (etown, project, name)
);
comment on table fund.expense is '支出事项: 一个项目的一项支出; 只归一个类别, 招商引资等几类都列的事项也须择一';
comment on column fund.expense.category is '支持方向, 方案中的代码; whole 为方案未分类别';
comment on column fund.expense.origin is '由别的业务室提出时的出处, 如 subsidy.application/12';
create unique index expense_origin on fund.expense (etown, origin);

create table fund.allotment (
  etown int not null,
  id bigint generated always as identity,
  expense bigint not null,
  expense_category text not null,
  source text not null,
  category text not null,
  amount bigint not null check (amount > 0),
  payee text not null check (length(payee) between 2 and 100),
  contract_no text check (length(contract_no) between 1 and 100),
  evidence text not null,
  hold bigint not null,
  reserved_until timestamptz,
  proposed_by text not null,
  proposed_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  ended_at timestamptz,
  reserved bigint not null default 0 check (reserved >= 0),
  committed bigint not null default 0 check (committed >= 0),
  paid bigint not null default 0 check (paid >= 0),
  primary key (etown, id),
  unique (etown, hold),
  foreign key (etown, expense, expense_category) references fund.expense (etown, id, category),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  foreign key (etown, hold) references platform.hold (etown, id),
  constraint of_its_category check (category in (expense_category, 'whole')),
  constraint never_more_than_asked check (reserved + committed + paid <= amount),
  constraint approver_is_another check (approved_by <> proposed_by),
  constraint approved_with_time check ((approved_by is null) = (approved_at is null)),
  constraint committed_when_approved check (approved_by is not null or committed + paid = 0)
);
comment on table fund.allotment is '安排: 一项支出从一个来源的一个类别得到的钱; 先预留, 审定后占用, 凭证齐后支付';
comment on column fund.allotment.category is '从该来源的哪个类别出; 该来源不分类别时为 whole';
comment on column fund.allotment.reserved_until is '未审定的预留到此刻自动释放; 空为长期';
comment on column fund.allotment.reserved is '已预留未审定 (分), 由分录累计';
comment on column fund.allotment.committed is '已审定未支付 (分), 由分录累计';
comment on column fund.allotment.paid is '已支付减去追回 (分), 由分录累计';
-- A cost is met once from one source: what ended without payment may be asked again.
create unique index allotment_once on fund.allotment (etown, expense, source) where ended_at is null or paid > 0;

create table fund.line (
  etown int not null,
  entry bigint not null,
  place smallint not null check (place between 1 and 2),
  account text not null check (account in ('outside', 'unallocated', 'available', 'reserved', 'committed', 'paid')),
  source text not null,
  category text,
  allotment bigint,
  amount bigint not null check (amount <> 0),
  primary key (etown, entry, place),
  foreign key (etown, entry) references fund.entry (etown, id),
  foreign key (etown, allotment) references fund.allotment (etown, id),
  constraint account_is_whole check (
    (account in ('reserved', 'committed', 'paid')) = (allotment is not null)
    and (account in ('outside', 'unallocated')) = (category is null))
);
comment on table fund.line is '分录行: 每笔分录两行, 一出一入, 合计恒为零; 金额以分计, 入为正';
comment on column fund.line.account is '科目: outside 财政拨入, unallocated 待分配, available 可用, reserved 预留, committed 占用, paid 已支付';
create index line_by_account on fund.line (etown, source, category, account);
create index line_by_allotment on fund.line (etown, allotment) where allotment is not null;

create table fund.payment (
  etown int not null,
  id bigint generated always as identity,
  allotment bigint not null,
  entry bigint not null,
  amount bigint not null check (amount > 0),
  voucher_no text not null check (length(voucher_no) between 1 and 60),
  paid_by text not null,
  primary key (etown, id),
  unique (etown, entry),
  unique (etown, voucher_no),
  foreign key (etown, allotment) references fund.allotment (etown, id),
  foreign key (etown, entry) references fund.entry (etown, id)
);
comment on table fund.payment is '支付: 一张凭证付一笔; 提出、审定、支付三者不得为同一人';

create table fund.band_exception (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  source text not null,
  category text not null,
  min_share text not null check (min_share ~ '^[0-9]{1,3}(\.[0-9]{1,2})?%$'),
  max_share text not null check (max_share ~ '^[0-9]{1,3}(\.[0-9]{1,2})?%$'),
  reason text not null check (length(reason) between 5 and 500),
  evidence text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  primary key (etown, id),
  foreign key (etown, evidence) references platform.evidence (etown, sha256),
  constraint second_is_another check (approved_by <> asked_by),
  constraint approved_with_time check ((approved_by is null) = (approved_at is null))
);
comment on table fund.band_exception is '占比例外: 方案写“原则上”的, 另一人批准后可以放宽; 写明理由与依据';

create table fund.closed_year (
  etown int not null references platform.etown (id),
  year int not null check (year between 2000 and 2100),
  carried bigint not null check (carried >= 0),
  closed_by text not null,
  closed_at timestamptz not null,
  primary key (etown, year)
);
comment on table fund.closed_year is '年终结转: 封账后不再接受该年及以前日期的分录';
comment on column fund.closed_year.carried is '结转下年的未支付资金 (分)';

create table fund.carried (
  etown int not null,
  year int not null,
  source text not null,
  category text not null,
  account text not null check (account in ('unallocated', 'available', 'reserved', 'committed')),
  amount bigint not null check (amount > 0),
  primary key (etown, year, source, category, account),
  foreign key (etown, year) references fund.closed_year (etown, year)
);
comment on table fund.carried is '结转明细: 封账时各来源、类别、科目的余额; 待分配的类别记作 -';

select platform.guard_tables('fund',
  only_appended => array['entry', 'tranche', 'expense', 'line', 'payment', 'closed_year', 'carried'],
  changing => array['allotment', 'band_exception']);
grant select, insert on fund.allotment, fund.band_exception to ezhen_app;
grant update (approved_by, approved_at, ended_at) on fund.allotment to ezhen_app;
grant update (approved_by, approved_at) on fund.band_exception to ezhen_app;

-- What an allotment holds is the sum of its lines, and nothing else can write it.
create function fund.line_moves_allotment() returns trigger
  language plpgsql security definer set search_path = pg_catalog, fund as $$
begin
  update fund.allotment set
    reserved = reserved + case new.account when 'reserved' then new.amount else 0 end,
    committed = committed + case new.account when 'committed' then new.amount else 0 end,
    paid = paid + case new.account when 'paid' then new.amount else 0 end
  where etown = new.etown and id = new.allotment and source = new.source and category = new.category;
  if not found then
    raise exception '分录行与安排的来源或类别不符' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger moves_allotment after insert on fund.line
  for each row when (new.allotment is not null) execute function fund.line_moves_allotment();

-- At the commit: each entry sums to zero, and what may still be given out is what the journal says.
create function fund.journal_holds() returns trigger
  language plpgsql as $$
declare
  lines int;
  rest numeric;
  pool_free bigint;
begin
  select count(*), sum(amount) into lines, rest from fund.line where etown = new.etown and entry = new.entry;
  if lines <> 2 or rest <> 0 then
    raise exception '分录 % 不平: % 行, 合计 % 分', new.entry, lines, rest using errcode = 'check_violation';
  end if;
  if new.account in ('unallocated', 'available') then
    select free into pool_free from platform.pool
    where etown = new.etown and name = concat_ws('/', 'fund', new.source, new.category);
    select sum(amount) into rest from fund.line
    where etown = new.etown and source = new.source and category is not distinct from new.category and account = new.account;
    if pool_free is distinct from rest then
      raise exception '%/% 账上 % 分, 可用池 % 分', new.source, new.category, rest, pool_free using errcode = 'check_violation';
    end if;
  end if;
  return null;
end $$;
create constraint trigger journal_holds after insert on fund.line
  deferrable initially deferred for each row execute function fund.journal_holds();
create function fund.entry_has_lines() returns trigger
  language plpgsql as $$
begin
  if not exists (select from fund.line where etown = new.etown and entry = new.id) then
    raise exception '分录 % 没有行', new.id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger has_lines after insert on fund.entry
  deferrable initially deferred for each row execute function fund.entry_has_lines();

create function fund.year_is_open() returns trigger
  language plpgsql as $$
begin
  -- Shared with entries, alone with a closing: neither may overlook the other.
  perform pg_advisory_xact_lock_shared(hashtext('fund.year'), new.etown);
  if exists (select from fund.closed_year where etown = new.etown and year >= extract(year from new.day)) then
    raise exception '% 年已封账', extract(year from new.day) using errcode = 'check_violation', constraint = 'year_is_open';
  end if;
  return new;
end $$;
create trigger year_is_open before insert on fund.entry for each row execute function fund.year_is_open();

-- @law 沁水县乡村e镇实施方案 九: who proposes does not approve, who approves does not pay.
create function fund.payment_is_due() returns trigger
  language plpgsql as $$
declare
  its fund.allotment;
begin
  select * into strict its from fund.allotment where etown = new.etown and id = new.allotment for update;
  if its.approved_by is null or new.paid_by in (its.proposed_by, its.approved_by) then
    raise exception '提出、审定、支付须为三人' using errcode = 'check_violation', constraint = 'payer_is_a_third';
  end if;
  if not exists (select from fund.line where etown = new.etown and entry = new.entry and allotment = new.allotment
      and account = 'paid' and amount = new.amount) then
    raise exception '支付与分录不符' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger payment_is_due before insert on fund.payment for each row execute function fund.payment_is_due();
