// ConvNetJS for benchmarks/convnetjs.py: each line of JSON on stdin is an order, answered by one line on stdout.
import { createInterface } from "node:readline";
import convnetjs from "convnetjs";

let trainer, examples;

// Every full batch is one update: the sum over the examples is divided by batch_size, the decay too.
function prepare({ weights, X, y, learning_rate, momentum, l2 }) {
  const net = new convnetjs.Net();
  const sizes = weights.map(([, biases]) => biases.length);
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: X[0].length },
    ...sizes.slice(0, -1).map((size) => ({ type: "fc", num_neurons: size, activation: "tanh" })),
    { type: "softmax", num_classes: sizes.at(-1) },
  ]);
  layersOf(net).forEach((layer, k) => {
    const [rows, biases] = weights[k];
    rows.forEach((row, i) => layer.filters[i].w.set(row));
    biases.forEach(([bias], i) => (layer.biases.w[i] = bias));
  });
  examples = X.map((x, i) => [new convnetjs.Vol(x), y[i]]);
  const batch_size = examples.length;
  trainer = new convnetjs.Trainer(net, { learning_rate, momentum, batch_size, l2_decay: l2 * batch_size });
}

function passes({ n }) {
  for (let pass = 0; pass < n; pass++) for (const [x, label] of examples) trainer.train(x, label);
}

function weights() {
  return layersOf(trainer.net).map(({ filters, biases }) => [
    filters.map((filter) => [...filter.w]),
    [...biases.w].map((bias) => [bias]),
  ]);
}

const layersOf = (net) => net.layers.filter((layer) => layer.layer_type === "fc");

const orders = { prepare, passes, weights };
for await (const line of createInterface({ input: process.stdin })) {
  const { order, ...details } = JSON.parse(line);
  console.log(JSON.stringify(orders[order](details) ?? null));
}
