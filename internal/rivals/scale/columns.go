package scale

// Columns are the two durations of each incident side by side, 16 bytes: the least
// that an answer can be had from.
type Columns struct{ Detect, Restore []int64 }

// ColumnsOf makes the columns, in microseconds; a duration that is not over is 0.
func ColumnsOf(incidents []Incident) *Columns {
	c := &Columns{make([]int64, len(incidents)), make([]int64, len(incidents))}
	for i := range incidents {
		in := &incidents[i]
		c.Detect[i] = in.At[Detected] - in.At[Impact]
		if !in.IsOpen() {
			c.Restore[i] = in.At[Restored] - in.At[Impact]
		}
	}
	return c
}

// Read adds up all durations: the floor, which no answer goes below.
func (c *Columns) Read() (sum int64) {
	for _, us := range c.Detect {
		sum += us
	}
	for _, us := range c.Restore {
		sum += us
	}
	return sum
}
