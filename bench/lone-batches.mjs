/** A process that trains alone, a batch whenever it is told to: see workers.mjs. */
import { fit } from "saltus";
import { networks, objective, samples } from "./yin-yang.mjs";

const size = Number(process.argv[2]);
const { net } = networks["5-120-3 LIF"];
const epochs = fit(net, { objective, data: samples(size), batchSize: size, epochs: 1000, seed: 1 });
process.on("message", async () => {
  await epochs.next();
  process.send("done");
});
