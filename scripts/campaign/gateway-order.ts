/** What a gateway of the campaign can be told. `ms` where it takes a time. */
export type GatewayOrder = {
  do:
    | 'stall'
    | 'stall_before_bytes'
    | 'silence_hints'
    | 'hold_reads'
    | 'move_wall'
    | 'forget_monotonic'
    | 'heal'
    | 'report';
  ms?: number;
};
