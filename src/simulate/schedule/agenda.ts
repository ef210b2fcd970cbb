/** When something happens next to each of many neurons: a heap in which a time can be changed. */

export interface Agenda {
  /** By neuron; Infinity for one that waits for nothing. Ties are taken in the order of the neurons. */
  readonly time: Float64Array;
  /** Neurons, each at or before its children, those of place i at 2i + 1 and 2i + 2. */
  readonly heap: Int32Array;
  /** By neuron, its place in the heap. */
  readonly place: Int32Array;
}

/** All neurons at the time 0. */
export function createAgenda(neurons: number): Agenda {
  const order = Int32Array.from({ length: neurons }, (_, neuron) => neuron);
  return { time: new Float64Array(neurons), heap: order, place: order.slice() };
}

/** The neuron that comes first. */
export function firstOf({ heap }: Agenda): number {
  return heap[0]!;
}

/** Changes the time of one neuron. */
export function setTime(agenda: Agenda, neuron: number, time: number): void {
  const isEarlier = time < agenda.time[neuron]!;
  agenda.time[neuron] = time;
  if (isEarlier) rise(agenda, agenda.place[neuron]!);
  else sink(agenda, agenda.place[neuron]!);
}

function comesBefore({ time }: Agenda, a: number, b: number): boolean {
  return time[a]! < time[b]! || (time[a] === time[b] && a < b);
}

function put({ heap, place }: Agenda, at: number, neuron: number): void {
  heap[at] = neuron;
  place[neuron] = at;
}

function rise(agenda: Agenda, from: number): void {
  const { heap } = agenda;
  const neuron = heap[from]!;
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (comesBefore(agenda, heap[parent]!, neuron)) break;
    put(agenda, at, heap[parent]!);
    at = parent;
  }
  put(agenda, at, neuron);
}

function sink(agenda: Agenda, from: number): void {
  const { heap } = agenda;
  const neuron = heap[from]!;
  let at = from;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && comesBefore(agenda, heap[child + 1]!, heap[child]!)) child++;
    if (comesBefore(agenda, neuron, heap[child]!)) break;
    put(agenda, at, heap[child]!);
    at = child;
  }
  put(agenda, at, neuron);
}
