/** Pictures as data, and their drawing as standalone SVG files. */
export { type Axis, axisHeight, axisMarks, type HorizontalAxis, leftMargin } from "./axes.ts";
export { decisionMapPicture } from "./decision-map.ts";
export { type LearningCurve, learningCurvePicture } from "./learning-curve.ts";
export type { LineSeries, MarkedPoint } from "./line-panel.ts";
export { type LineAxis, type Lines, linePicture } from "./line-picture.ts";
export type { DecisionMap, MapPoints } from "./map-marks.ts";
export { paperSizes } from "./paper-size.ts";
export type { Panel, PaperSize, PaperSizeName, Picture, PictureOptions } from "./picture.ts";
export { gridCentres, type PlaneGrid } from "./plane-grid.ts";
export type { DataMark, Markish, PlotModule, PlotOptions, PlotSettings } from "./plot-module.ts";
export { type Raster, type RasterGroup, rasterPicture } from "./raster.ts";
export { renderSvg } from "./render.ts";
export { extent, integerTicks, linearTicks, logarithmicTicks, roundDomain } from "./ticks.ts";
export type { TimeMarker } from "./time-markers.ts";
export { type Traces, tracePicture } from "./trace.ts";
export type { TracePanel, TraceSeries } from "./trace-panel.ts";
export type { TreePiece } from "./tree-layout.ts";
export { type CompartmentTree, type TreeSnapshot, treePicture } from "./tree-picture.ts";
