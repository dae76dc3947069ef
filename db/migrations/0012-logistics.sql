-- 0012 logistics: route trials, each a request and the plan found for it.
-- Lock cost: none, the table is new.

create schema logistics;
comment on schema logistics is '配送: 线路试算';

create table logistics.route_trial (
  etown int not null references platform.etown (id),
  id bigint generated always as identity,
  name text not null check (length(name) between 1 and 80),
  job bigint not null,
  request bytea not null,
  tasks int not null check (tasks >= 0),
  vehicles int not null check (vehicles >= 1),
  cost_unit text not null check (cost_unit in ('fen', 'seconds')),
  asked_by text not null,
  asked_at timestamptz not null default now(),
  cancelled_by text,
  cancelled_at timestamptz,
  plan bytea,
  cost bigint,
  routes int,
  unassigned int,
  ended_at timestamptz,
  primary key (etown, id),
  unique (etown, job),
  foreign key (etown, job) references platform.job (etown, id),
  constraint cancelled_by_somebody check ((cancelled_at is null) = (cancelled_by is null)),
  constraint plan_in_figures check ((plan is null) = (cost is null) and (plan is null) = (routes is null) and (plan is null) = (unassigned is null)),
  constraint ends_with_plan_or_cancelled check (ended_at is null or plan is not null or cancelled_at is not null),
  constraint plan_is_an_end check (plan is null or ended_at is not null)
);
comment on table logistics.route_trial is '线路试算: 一份请求和为它求得的配送方案; 不改动业务数据';
comment on column logistics.route_trial.request is '请求 (加密: 含收货人位置与说明)';
comment on column logistics.route_trial.cost_unit is '费用单位: fen 分; seconds 请求没有写费用, 按行驶秒数计';
comment on column logistics.route_trial.plan is '配送方案 (加密), 经独立校验后才写入';
comment on column logistics.route_trial.job is '求解的任务; 进度看任务';

alter table logistics.route_trial enable row level security;
alter table logistics.route_trial force row level security;
create policy one_etown on logistics.route_trial using (etown = platform.this_etown()) with check (etown = platform.this_etown());
create trigger never_removed before delete on logistics.route_trial for each row execute function platform.refuse_change();

grant usage on schema logistics to ezhen_app;
grant select, insert on logistics.route_trial to ezhen_app;
grant update (cancelled_by, cancelled_at, plan, cost, routes, unassigned, ended_at) on logistics.route_trial to ezhen_app;
