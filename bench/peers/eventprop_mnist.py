"""Epochs of EventProp's own MNIST training, max-over-time loss, on 2000 digits: python eventprop_mnist.py BATCH."""
import gzip
import os
import sys
import time

sys.path.insert(0, os.environ["EVENTPROP"])
import numpy as np

np.float, np.int = float, int  # names that its code still uses
import eventprop.mnist as mnist
from eventprop.eventprop_cpp import Spikes, SpikesVector
from eventprop.layer import GaussianDistribution, SpikeDataset
from eventprop.lif_layer import LIFLayerParameters
from eventprop.optimizer import GradientDescentParameters
from eventprop.vmax_training import VMaxCrossEntropyLossParameters

count = 2000


def read(name, header):
    with gzip.open(os.path.join(os.environ["MNIST"], name)) as file:
        return np.frombuffer(file.read()[header:], dtype=np.uint8)


pictures = read("train-images-idx3-ubyte.gz", 16).reshape(-1, 784)[:count].astype(float)
labels = read("train-labels-idx1-ubyte.gz", 8)[:count].astype(int)


def dataset():
    trains = []
    for picture in pictures:
        channels = np.nonzero(picture > 1)[0]
        times = (1 - picture[channels] / 255) * 20e-3
        order = np.argsort(times)
        trains.append(Spikes(times[order].astype(np.float64), channels[order].astype(np.int32)))
    return SpikeDataset(SpikesVector(trains), labels)


def load(self):
    self.train_batch = self.test_batch = self.valid_batch = dataset()


mnist.MNISTMixin.load_data = load
batch = int(sys.argv[1])
np.random.seed(1)
training = mnist.TwoLayerMNISTVMax(
    gd_parameters=GradientDescentParameters(minibatch_size=batch, epochs=1, lr=5e-3),
    loss_parameters=VMaxCrossEntropyLossParameters(
        n=10, n_in=350, tau_mem=20e-3, tau_syn=5e-3, w_dist=GaussianDistribution(1, 0.2, 0.37)
    ),
    hidden_parameters=LIFLayerParameters(
        n=350, n_in=784, tau_mem=20e-3, tau_syn=5e-3, w_dist=GaussianDistribution(1, 0.078, 0.045)
    ),
    lr_decay_step=None,
)
training.valid = lambda: None
seconds = []
for _ in range(3):
    start = time.time()
    training.train(train_results_every_epoch=True)
    seconds.append(time.time() - start)
print(f"784-350-10, batch {batch}: {1e6 * sorted(seconds)[1] / count:.0f} µs a sample")
