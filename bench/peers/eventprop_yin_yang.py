"""Epochs of EventProp's own Yin-Yang training, first-spike loss: python eventprop_yin_yang.py HIDDEN BATCH [EPOCHS]."""
import os
import sys
import time

sys.path.insert(0, os.environ["EVENTPROP"])
import numpy as np

np.float, np.int = float, int  # names that its code still uses
from eventprop.layer import GaussianDistribution
from eventprop.lif_layer import LIFLayerParameters
from eventprop.loss_layer import TTFSCrossEntropyLossParameters
from eventprop.optimizer import GradientDescentParameters
from eventprop.yinyang import YinYangTTFS

hidden, batch = int(sys.argv[1]), int(sys.argv[2])
epochs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
np.random.seed(1)
output = LIFLayerParameters(
    n=3, n_in=hidden, tau_mem=20e-3, tau_syn=5e-3, v_th=1, v_leak=0, w_dist=GaussianDistribution(1, 0.93, 0.1)
)
training = YinYangTTFS(
    gd_parameters=GradientDescentParameters(lr=5e-3, epochs=1, minibatch_size=batch),
    loss_parameters=TTFSCrossEntropyLossParameters(alpha=0.003, tau0=0.0005, tau1=0.0064, lif_parameters=output),
    hidden_parameters=LIFLayerParameters(
        n=hidden, n_in=5, tau_mem=20e-3, tau_syn=5e-3, v_th=1, v_leak=0, w_dist=GaussianDistribution(1, 1.5, 0.78)
    ),
    lr_decay_step=None,
)
training.valid = lambda: None
seconds = []
for _ in range(epochs):
    start = time.time()
    training.train(train_results_every_epoch=False)
    seconds.append(time.time() - start)
print(f"5-{hidden}-3, batch {batch}: {1e6 * sorted(seconds)[epochs // 2] / 5000:.1f} µs a sample")
