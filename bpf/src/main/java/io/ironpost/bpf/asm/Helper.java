package io.ironpost.bpf.asm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The kernel functions a program may call (`FN(...)` in include/uapi/linux/bpf.h), with the kernel
/// version that brought each. Whether a program of a given type may call one is the kernel's to
/// say; a refusal comes with the line that called.
public enum Helper {
  MAP_LOOKUP_ELEM(1, 2, "3.19"),
  MAP_UPDATE_ELEM(2, 4, "3.19"),
  MAP_DELETE_ELEM(3, 2, "3.19"),
  PROBE_READ(4, 3, "4.1"),
  KTIME_GET_NS(5, 0, "4.1"),
  TRACE_PRINTK(6, 2, "4.1"),
  GET_PRANDOM_U32(7, 0, "4.1"),
  GET_SMP_PROCESSOR_ID(8, 0, "4.1"),
  SKB_STORE_BYTES(9, 5, "4.1", true),
  L3_CSUM_REPLACE(10, 5, "4.1", true),
  L4_CSUM_REPLACE(11, 5, "4.1", true),
  TAIL_CALL(12, 3, "4.2"),
  CLONE_REDIRECT(13, 3, "4.2", true),
  GET_CURRENT_PID_TGID(14, 0, "4.2"),
  GET_CURRENT_UID_GID(15, 0, "4.2"),
  GET_CURRENT_COMM(16, 2, "4.2"),
  GET_CGROUP_CLASSID(17, 1, "4.3"),
  SKB_VLAN_PUSH(18, 3, "4.3", true),
  SKB_VLAN_POP(19, 1, "4.3", true),
  SKB_GET_TUNNEL_KEY(20, 4, "4.3"),
  SKB_SET_TUNNEL_KEY(21, 4, "4.3"),
  PERF_EVENT_READ(22, 2, "4.3"),
  REDIRECT(23, 2, "4.4"),
  GET_ROUTE_REALM(24, 1, "4.4"),
  PERF_EVENT_OUTPUT(25, 5, "4.4"),
  SKB_LOAD_BYTES(26, 4, "4.5"),
  GET_STACKID(27, 3, "4.6"),
  CSUM_DIFF(28, 5, "4.6"),
  SKB_GET_TUNNEL_OPT(29, 3, "4.6"),
  SKB_SET_TUNNEL_OPT(30, 3, "4.6"),
  SKB_CHANGE_PROTO(31, 3, "4.8", true),
  SKB_CHANGE_TYPE(32, 2, "4.8"),
  SKB_UNDER_CGROUP(33, 3, "4.8"),
  GET_HASH_RECALC(34, 1, "4.8"),
  GET_CURRENT_TASK(35, 0, "4.8"),
  PROBE_WRITE_USER(36, 3, "4.8"),
  CURRENT_TASK_UNDER_CGROUP(37, 2, "4.9"),
  SKB_CHANGE_TAIL(38, 3, "4.9", true),
  SKB_PULL_DATA(39, 2, "4.9", true),
  CSUM_UPDATE(40, 2, "4.9"),
  SET_HASH_INVALID(41, 1, "4.9"),
  GET_NUMA_NODE_ID(42, 0, "4.10"),
  SKB_CHANGE_HEAD(43, 3, "4.10", true),
  XDP_ADJUST_HEAD(44, 2, "4.10", true),
  PROBE_READ_STR(45, 3, "4.11"),
  GET_SOCKET_COOKIE(46, 1, "4.12"),
  GET_SOCKET_UID(47, 1, "4.12"),
  SET_HASH(48, 2, "4.13"),
  SETSOCKOPT(49, 5, "4.13"),
  SKB_ADJUST_ROOM(50, 4, "4.13", true),
  REDIRECT_MAP(51, 3, "4.14"),
  SK_REDIRECT_MAP(52, 4, "4.14"),
  SOCK_MAP_UPDATE(53, 4, "4.14"),
  XDP_ADJUST_META(54, 2, "4.15", true),
  PERF_EVENT_READ_VALUE(55, 4, "4.15"),
  PERF_PROG_READ_VALUE(56, 3, "4.15"),
  GETSOCKOPT(57, 5, "4.15"),
  OVERRIDE_RETURN(58, 2, "4.16"),
  SOCK_OPS_CB_FLAGS_SET(59, 2, "4.16"),
  BIND(64, 3, "4.17"),
  XDP_ADJUST_TAIL(65, 2, "4.18", true),
  SKB_GET_XFRM_STATE(66, 5, "4.18"),
  GET_STACK(67, 4, "4.18"),
  SKB_LOAD_BYTES_RELATIVE(68, 5, "4.18"),
  FIB_LOOKUP(69, 4, "4.18"),
  SKB_CGROUP_ID(79, 1, "4.18"),
  GET_CURRENT_CGROUP_ID(80, 0, "4.18"),
  GET_LOCAL_STORAGE(81, 2, "4.19"),
  SK_SELECT_REUSEPORT(82, 4, "4.19"),
  SKB_ANCESTOR_CGROUP_ID(83, 2, "4.19"),
  SK_LOOKUP_TCP(84, 5, "4.20"),
  SK_LOOKUP_UDP(85, 5, "4.20"),
  SK_RELEASE(86, 1, "4.20"),
  MAP_PUSH_ELEM(87, 3, "4.20"),
  MAP_POP_ELEM(88, 2, "4.20"),
  MAP_PEEK_ELEM(89, 2, "4.20"),
  SPIN_LOCK(93, 1, "5.1"),
  SPIN_UNLOCK(94, 1, "5.1"),
  SK_FULLSOCK(95, 1, "5.1"),
  TCP_SOCK(96, 1, "5.1"),
  SKB_ECN_SET_CE(97, 1, "5.1"),
  GET_LISTENER_SOCK(98, 1, "5.1"),
  SKC_LOOKUP_TCP(99, 5, "5.2"),
  TCP_CHECK_SYNCOOKIE(100, 5, "5.2"),
  STRTOL(105, 4, "5.2"),
  STRTOUL(106, 4, "5.2"),
  SK_STORAGE_GET(107, 4, "5.2"),
  SK_STORAGE_DELETE(108, 2, "5.2"),
  SEND_SIGNAL(109, 1, "5.3"),
  TCP_GEN_SYNCOOKIE(110, 5, "5.3"),
  SKB_OUTPUT(111, 5, "5.5"),
  PROBE_READ_USER(112, 3, "5.5"),
  PROBE_READ_KERNEL(113, 3, "5.5"),
  PROBE_READ_USER_STR(114, 3, "5.5"),
  PROBE_READ_KERNEL_STR(115, 3, "5.5"),
  SEND_SIGNAL_THREAD(117, 1, "5.6"),
  JIFFIES64(118, 0, "5.6"),
  READ_BRANCH_RECORDS(119, 4, "5.6"),
  GET_NS_CURRENT_PID_TGID(120, 4, "5.7"),
  XDP_OUTPUT(121, 5, "5.7"),
  GET_NETNS_COOKIE(122, 1, "5.7"),
  GET_CURRENT_ANCESTOR_CGROUP_ID(123, 1, "5.7"),
  SK_ASSIGN(124, 3, "5.7"),
  KTIME_GET_BOOT_NS(125, 0, "5.8"),
  SEQ_PRINTF(126, 5, "5.8"),
  SEQ_WRITE(127, 3, "5.8"),
  SK_CGROUP_ID(128, 1, "5.8"),
  SK_ANCESTOR_CGROUP_ID(129, 2, "5.8"),
  RINGBUF_OUTPUT(130, 4, "5.8"),
  RINGBUF_RESERVE(131, 3, "5.8"),
  RINGBUF_SUBMIT(132, 2, "5.8"),
  RINGBUF_DISCARD(133, 2, "5.8"),
  RINGBUF_QUERY(134, 2, "5.8"),
  CSUM_LEVEL(135, 2, "5.8"),
  SKC_TO_TCP6_SOCK(136, 1, "5.9"),
  SKC_TO_TCP_SOCK(137, 1, "5.9"),
  SKC_TO_TCP_TIMEWAIT_SOCK(138, 1, "5.9"),
  SKC_TO_TCP_REQUEST_SOCK(139, 1, "5.9"),
  SKC_TO_UDP6_SOCK(140, 1, "5.9"),
  GET_TASK_STACK(141, 4, "5.9"),
  INODE_STORAGE_GET(145, 4, "5.10"),
  INODE_STORAGE_DELETE(146, 2, "5.10"),
  D_PATH(147, 3, "5.10"),
  COPY_FROM_USER(148, 3, "5.10"),
  SNPRINTF_BTF(149, 5, "5.10"),
  SKB_CGROUP_CLASSID(151, 1, "5.10"),
  REDIRECT_NEIGH(152, 4, "5.10"),
  PER_CPU_PTR(153, 2, "5.10"),
  THIS_CPU_PTR(154, 1, "5.10"),
  REDIRECT_PEER(155, 2, "5.10"),
  TASK_STORAGE_GET(156, 4, "5.11"),
  TASK_STORAGE_DELETE(157, 2, "5.11"),
  GET_CURRENT_TASK_BTF(158, 0, "5.11"),
  BPRM_OPTS_SET(159, 2, "5.11"),
  KTIME_GET_COARSE_NS(160, 0, "5.11"),
  SOCK_FROM_FILE(162, 1, "5.11"),
  CHECK_MTU(163, 5, "5.12"),
  FOR_EACH_MAP_ELEM(164, 4, "5.13"),
  SNPRINTF(165, 5, "5.13"),
  TIMER_INIT(169, 3, "5.15"),
  TIMER_SET_CALLBACK(170, 2, "5.15"),
  TIMER_START(171, 3, "5.15"),
  TIMER_CANCEL(172, 1, "5.15"),
  GET_FUNC_IP(173, 1, "5.15"),
  GET_ATTACH_COOKIE(174, 1, "5.15"),
  TASK_PT_REGS(175, 1, "5.15"),
  GET_BRANCH_SNAPSHOT(176, 3, "5.16"),
  TRACE_VPRINTK(177, 4, "5.16"),
  SKC_TO_UNIX_SOCK(178, 1, "5.16"),
  KALLSYMS_LOOKUP_NAME(179, 4, "5.16"),
  FIND_VMA(180, 5, "5.17"),
  LOOP(181, 4, "5.17"),
  STRNCMP(182, 3, "5.17"),
  GET_FUNC_ARG(183, 3, "5.17"),
  GET_FUNC_RET(184, 2, "5.17"),
  GET_FUNC_ARG_CNT(185, 1, "5.17"),
  GET_RETVAL(186, 0, "5.18"),
  SET_RETVAL(187, 1, "5.18"),
  XDP_GET_BUFF_LEN(188, 1, "5.18"),
  XDP_LOAD_BYTES(189, 4, "5.18"),
  XDP_STORE_BYTES(190, 4, "5.18"),
  COPY_FROM_USER_TASK(191, 5, "5.18"),
  SKB_SET_TSTAMP(192, 3, "5.18"),
  KPTR_XCHG(194, 2, "5.19"),
  MAP_LOOKUP_PERCPU_ELEM(195, 3, "5.19"),
  SKC_TO_MPTCP_SOCK(196, 1, "5.19"),
  DYNPTR_FROM_MEM(197, 4, "5.19"),
  RINGBUF_RESERVE_DYNPTR(198, 4, "5.19"),
  RINGBUF_SUBMIT_DYNPTR(199, 2, "5.19"),
  RINGBUF_DISCARD_DYNPTR(200, 2, "5.19"),
  DYNPTR_READ(201, 5, "5.19"),
  DYNPTR_WRITE(202, 5, "5.19"),
  DYNPTR_DATA(203, 3, "5.19"),
  TCP_RAW_GEN_SYNCOOKIE_IPV4(204, 3, "6.0"),
  TCP_RAW_GEN_SYNCOOKIE_IPV6(205, 3, "6.0"),
  TCP_RAW_CHECK_SYNCOOKIE_IPV4(206, 2, "6.0"),
  TCP_RAW_CHECK_SYNCOOKIE_IPV6(207, 2, "6.0"),
  KTIME_GET_TAI_NS(208, 0, "6.1"),
  USER_RINGBUF_DRAIN(209, 4, "6.1");

  private static final Map<Integer, Helper> BY_ID =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Helper::id, h -> h));

  private final int id;
  private final int arguments;
  private final String since;
  private final boolean movesPacket;

  Helper(int id, int arguments, String since) {
    this(id, arguments, since, false);
  }

  Helper(int id, int arguments, String since, boolean movesPacket) {
    this.id = id;
    this.arguments = arguments;
    this.since = since;
    this.movesPacket = movesPacket;
  }

  /// The number in the call's immediate.
  public int id() {
    return id;
  }

  /// How many of `R1` to `R5` it reads (the fixed ones, where their number varies).
  public int arguments() {
    return arguments;
  }

  /// The first kernel that has it, as in `5.8`.
  public String since() {
    return since;
  }

  /// Whether the packet may lie elsewhere afterwards, so that every pointer into it is void
  /// (`bpf_helper_changes_pkt_data`, net/core/filter.c).
  public boolean movesPacket() {
    return movesPacket;
  }

  /// As the kernel names it: `map_lookup_elem`.
  public String kernelName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Helper> byId(int id) {
    return Optional.ofNullable(BY_ID.get(id));
  }
}
