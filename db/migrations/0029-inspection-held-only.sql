-- 0029 inspection: the check that a positive is held looks at positives only; a delivery of ten thousand negatives pays nothing for it.
-- Lock cost: a moment of inspection.sample.
drop trigger positive_is_held on inspection.sample;
create constraint trigger positive_is_held after update on inspection.sample deferrable initially deferred
  for each row when (new.state in ('locked', 'failed', 'disputed', 'condemned')) execute function inspection.positive_is_held();
