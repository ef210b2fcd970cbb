"""Steps of a training with Eventax: python eventax_step.py qif|lif|mnist [eventprop]. For mnist, 150 random spikes a sample."""
import os
import resource
import sys
import time

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)
from eventax.evnn import FFEvNN
from eventax.neuron_models import LIF, QIF

case = sys.argv[1]
random = np.random.default_rng(0)


def weights(sizes, into_hidden, into_output):
    inputs, hidden, outputs = sizes
    all_weights = np.zeros((hidden + outputs + inputs, hidden + outputs))
    all_weights[hidden + outputs :, :hidden] = random.normal(*into_hidden, (inputs, hidden))
    all_weights[:hidden, hidden:] = random.normal(*into_output, (hidden, outputs))
    return jnp.asarray(all_weights)


def lif(sizes, *draws):
    return dict(thresh=1.0, tmem=20.0, tsyn=5.0, init_weights=weights(sizes, *draws), init_bias=0.0)


sizes, until, batch, model, most, options = {
    "qif": lambda: ((5, 20, 3), 30.0, 256, QIF, 200, dict(tmem=20.0, tsyn=5.0, blim=1.0, wlim=40.0, wmean=20.0)),
    "lif": lambda: ((5, 120, 3), 40.0, 150, LIF, 600, lif((5, 120, 3), (1.5, 0.78), (0.93, 0.1))),
    "mnist": lambda: ((784, 350, 10), 40.0, 5, LIF, 1500, lif((784, 350, 10), (0.078, 0.045), (0.2, 0.37))),
}[case]()
adjoint = None
if sys.argv[2:] == ["eventprop"]:
    from eventax.adjoint import EventPropAdjoint

    adjoint = EventPropAdjoint()
net = FFEvNN(
    root_finder=None,
    dtype=jnp.float64,
    layers=list(sizes[1:]),
    in_size=sizes[0],
    neuron_model=model,
    max_solver_time=until,
    key=jax.random.PRNGKey(1),
    solver_stepsize=0.05,
    max_event_steps=most,
    adjoint=adjoint,
    **options,
)
if case == "mnist":
    spikes = np.full((200, 784, 1), np.inf)
    for sample in range(200):
        spikes[sample, random.choice(784, 150, replace=False), 0] = np.sort(random.uniform(0, 20, 150))
    labels = random.integers(0, 10, 200)
else:
    points = np.load(os.path.join(os.environ["YIN_YANG"], "train_samples.npy"))
    labels = np.load(os.path.join(os.environ["YIN_YANG"], "train_labels.npy"))
    spikes = np.concatenate([points * 30.0, np.zeros((len(points), 1))], 1)[:, :, None]


def loss(net, inputs, targets):
    times = jax.vmap(net.ttfs)(inputs)
    times = jnp.where(jnp.isinf(times), until, times)
    own = jnp.take_along_axis(times, targets[:, None], 1)[:, 0]
    entropy = -jax.nn.log_softmax(-times / 0.5)[jnp.arange(len(targets)), targets]
    return jnp.mean(entropy + 0.003 * (jnp.exp(own / 6.4) - 1))


trained, fixed = eqx.partition(net, eqx.is_inexact_array)
gradient = jax.jit(lambda own, x, y: jax.value_and_grad(lambda own: loss(eqx.combine(own, fixed), x, y))(own))


def step(k):
    start = time.time()
    part = slice(k * batch, (k + 1) * batch)
    jax.block_until_ready(gradient(trained, jnp.asarray(spikes[part]), jnp.asarray(labels[part])))
    return time.time() - start


first = step(0)
steps = sorted(step(k) for k in range(1, 4 if case == "mnist" else 8))
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{case}: first {first:.1f} s, then {1e3 * steps[len(steps) // 2] / batch:.2f} ms a sample, {memory:.0f} MiB")
