-- 0034 acceptance: 验收档案 item by item of the plan: evidence as it happens, steps of acceptance, scores, samples, files.
-- Lock cost: none, only new tables.

create schema acceptance;
comment on schema acceptance is '验收档案: 方案每一条可计数的要求的证据、自评、县验收、整改、评分、抽样与整份档案';

create table acceptance.evidence (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  item text not null check (item ~ '^[a-z-]+\.[a-z0-9.-]{1,80}$'),
  title text not null check (length(title) between 2 and 200),
  happened_on date not null,
  sha256 text,
  origin text check (length(origin) between 3 and 200),
  event bigint,
  added_by text not null,
  added_at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, sha256) references platform.evidence (etown, sha256),
  check (sha256 is not null or origin is not null),
  check ((event is null) or (origin is not null))
);
comment on table acceptance.evidence is '验收证据: 人放进来的文件, 或事情发生时系统自己记下的 (event 为该事件的序号); 只增不改';
comment on column acceptance.evidence.item is '验收事项, 如 target.online-retail';
comment on column acceptance.evidence.origin is '出自哪一件事, 如 market.orders-imported/12';
create index evidence_item on acceptance.evidence (etown, item, id);
create unique index evidence_once on acceptance.evidence (etown, item, event, sha256) nulls not distinct where event is not null;

create table acceptance.step (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  item text not null check (item ~ '^[a-z-]+\.[a-z0-9.-]{1,80}$'),
  number int not null check (number >= 1),
  kind text not null check (kind in ('assessed', 'accepted', 'problem', 'rectified')),
  text text not null check (length(text) between 2 and 2000),
  due_on date,
  owner text check (length(owner) between 1 and 80),
  sha256 text,
  by text not null,
  at timestamptz not null,
  primary key (etown, id),
  unique (etown, item, number),
  foreign key (etown, sha256) references platform.evidence (etown, sha256),
  check ((kind = 'problem') = (due_on is not null) and (kind = 'problem') = (owner is not null))
);
comment on table acceptance.step is '验收步骤: assessed 自评, accepted 县验收通过, problem 发现问题, rectified 已整改; 只增不改';
comment on column acceptance.step.owner is '整改责任单位 (方案机构的代码)';

-- 自评 → 县验收通过 | 问题 → 整改 → 复验 (通过 | 仍有问题); 谁自评或整改, 谁不验收.
create function acceptance.step_follows() returns trigger language plpgsql as $$
declare
  before acceptance.step;
begin
  perform pg_advisory_xact_lock(hashtextextended('acceptance.step/' || new.etown || '/' || new.item, 0));
  select * into before from acceptance.step
    where etown = new.etown and item = new.item order by number desc limit 1;
  if new.number <> coalesce(before.number, 0) + 1 then
    raise exception '验收步骤的序号不连续' using errcode = 'check_violation', constraint = 'step_follows';
  end if;
  if not (case coalesce(before.kind, 'none')
      when 'none' then new.kind = 'assessed'
      when 'assessed' then new.kind in ('assessed', 'accepted', 'problem')
      when 'accepted' then new.kind = 'problem'
      when 'problem' then new.kind = 'rectified'
      else new.kind in ('accepted', 'problem')
    end) then
    raise exception '验收步骤 % 之后不能是 %', coalesce(before.kind, 'none'), new.kind
      using errcode = 'check_violation', constraint = 'step_follows';
  end if;
  if new.kind in ('accepted', 'problem') and new.by = before.by and before.kind in ('assessed', 'rectified') then
    raise exception '自评或整改的人不能验收' using errcode = 'check_violation', constraint = 'step_by_another';
  end if;
  return new;
end $$;
create trigger step_follows before insert on acceptance.step
  for each row execute function acceptance.step_follows();

create table acceptance.file (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  job bigint not null,
  state text not null check (state in ('making', 'ready', 'failed')),
  asked_by text not null,
  asked_at timestamptz not null,
  pdf text,
  folder text,
  items int check (items >= 0),
  gaps int check (gaps >= 0),
  made_at timestamptz,
  trouble text,
  primary key (etown, id),
  unique (etown, job),
  foreign key (etown, pdf) references platform.evidence (etown, sha256),
  foreign key (etown, folder) references platform.evidence (etown, sha256),
  check ((state = 'ready') = (pdf is not null) and (pdf is null) = (folder is null) and (state = 'failed') = (trouble is not null))
);
comment on table acceptance.file is '整份验收档案: PDF 和带目录的文件夹 (zip), 各以哈希存为证据文件';

create table acceptance.sheet (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 2 and 100),
  source text not null check (length(source) between 2 and 500),
  content jsonb not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  adopted_by text not null,
  adopted_at timestamptz not null,
  primary key (etown, id)
);
comment on table acceptance.sheet is '评分表: 级次、权重、评分标准、等级与取整规则, 采用后不再改';

create table acceptance.score (
  etown int not null,
  id bigint generated always as identity,
  sheet bigint not null,
  indicator text not null,
  points numeric(6, 2) not null check (points >= 0),
  reason text not null check (length(reason) between 2 and 1000),
  by text not null,
  at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, sheet) references acceptance.sheet (etown, id)
);
comment on table acceptance.score is '得分: 第三方逐项打分, 改分另写一行, 以最后一行为准';

create table acceptance.draw (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  purpose text not null check (length(purpose) between 2 and 200),
  list text not null,
  listed int not null check (listed between 1 and 100000),
  wanted int not null check (wanted >= 1),
  seed_sealed bytea not null,
  seed_sha256 text not null check (seed_sha256 ~ '^[0-9a-f]{64}$'),
  committed_by text not null,
  committed_at timestamptz not null,
  seed text,
  words text check (length(words) between 1 and 200),
  drawn_by text,
  drawn_at timestamptz,
  primary key (etown, id),
  foreign key (etown, list) references platform.evidence (etown, sha256),
  check (wanted <= listed),
  check ((seed is null) = (drawn_at is null) and (seed is null) = (words is null) and (seed is null) = (drawn_by is null)),
  check (seed is null or encode(sha256(convert_to(seed, 'UTF8')), 'hex') = seed_sha256),
  constraint drawn_by_another check (drawn_by is null or drawn_by <> committed_by)
);
comment on table acceptance.draw is '抽样: 先公布名单的哈希与种子的哈希, 再由另一人说出一句话后抽取; 种子随后公开, 人人可复算';

create function acceptance.drawn_once() returns trigger language plpgsql as $$
begin
  if old.seed is not null then
    raise exception '已经抽过' using errcode = 'check_violation', constraint = 'drawn_once';
  end if;
  return new;
end $$;
create trigger drawn_once before update on acceptance.draw for each row execute function acceptance.drawn_once();

create table acceptance.drawn (
  etown int not null,
  draw bigint not null,
  place int not null check (place >= 1),
  row_no int not null check (row_no >= 1),
  name_masked text not null,
  phone_masked text not null,
  phone_sealed bytea not null,
  primary key (etown, draw, place),
  unique (etown, draw, row_no),
  foreign key (etown, draw) references acceptance.draw (etown, id)
);
comment on table acceptance.drawn is '抽中的人: 脱敏的姓名和号码; 号码另行加密';

create table acceptance.call (
  etown int not null,
  id bigint generated always as identity,
  draw bigint not null,
  place int not null,
  outcome text not null check (outcome in ('confirmed', 'denied', 'unreachable', 'refused')),
  note text not null check (length(note) <= 500),
  by text not null,
  at timestamptz not null,
  primary key (etown, id),
  foreign key (etown, draw, place) references acceptance.drawn (etown, draw, place)
);
comment on table acceptance.call is '电话核实的结果; 再打一次另写一行';

select platform.guard_tables('acceptance',
  only_appended => array['evidence', 'step', 'sheet', 'score', 'drawn', 'call'], changing => array['file', 'draw']);
grant select, insert on acceptance.file, acceptance.draw to ezhen_app;
grant update (state, pdf, folder, items, gaps, made_at, trouble) on acceptance.file to ezhen_app;
grant update (seed, words, drawn_by, drawn_at) on acceptance.draw to ezhen_app;
