/** Pictures as data, and their drawing as standalone SVG files. */
export { decisionMapPicture } from "./decision-map.ts";
export { type LearningCurve, learningCurvePicture } from "./learning-curve.ts";
export type { DecisionMap, MapPoints } from "./map-marks.ts";
export type { Panel, Picture, PictureOptions } from "./picture.ts";
export { gridCentres, type PlaneGrid } from "./plane-grid.ts";
export type { DataMark, Markish, PlotModule, PlotOptions, PlotSettings } from "./plot-module.ts";
export { type Raster, type RasterGroup, rasterPicture } from "./raster.ts";
export { renderSvg } from "./render.ts";
export type { TimeMarker } from "./time-markers.ts";
export { type Traces, tracePicture } from "./trace.ts";
export type { TracePanel, TraceSeries } from "./trace-panel.ts";
